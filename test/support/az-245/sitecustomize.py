# Debian's azure-cli 2.45 comes with an azure-mgmt-authorization whose classes call `.config` `._config`: all of `az role` dies before it asks anybody.
# This gives the name back, for tests that run commands as they are printed. The program itself sends the request behind such a command instead.
import importlib.abc
import sys


class RepairRoles(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "azure.cli.command_modules.role.custom":
            return None
        sys.meta_path.remove(self)
        import importlib

        for version in ("v2022_04_01", "v2020_04_01_preview", "v2018_01_01_preview", "v2015_07_01", "v2020_10_01_preview", "v2018_05_01_preview", "v2022_05_01_preview"):
            try:
                operations = importlib.import_module(f"azure.mgmt.authorization.{version}.operations")
            except ImportError:
                continue
            for each in dir(operations):
                one = getattr(operations, each)
                if isinstance(one, type) and not hasattr(one, "config"):
                    one.config = property(lambda own: own._config)
        return None


sys.meta_path.insert(0, RepairRoles())
