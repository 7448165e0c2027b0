"""Stands in for the SDK of OpenAI where only that of Azure is at hand: as much of it as the exported program uses, over the same wire."""

import json
import types
import urllib.request


def _plain(value):
    if isinstance(value, dict):
        return types.SimpleNamespace(**{key: _plain(one) for key, one in value.items()})
    return [_plain(one) for one in value] if isinstance(value, list) else value


class OpenAI:
    def __init__(self, base_url, api_key):
        self._address = lambda model: base_url + "chat/completions"
        self._token = api_key
        self.chat = types.SimpleNamespace(completions=types.SimpleNamespace(create=self._create))

    def _create(self, model, messages):
        headers = {"Authorization": "Bearer " + self._token(), "Content-Type": "application/json"}
        body = json.dumps({"model": model, "messages": messages}).encode()
        with urllib.request.urlopen(urllib.request.Request(self._address(model), body, headers)) as response:
            return _plain(json.load(response))


class AzureOpenAI(OpenAI):
    def __init__(self, base_url, api_version, azure_ad_token_provider):
        super().__init__(base_url, azure_ad_token_provider)
        self._address = lambda model: f"{base_url}/deployments/{model}/chat/completions?api-version={api_version}"
