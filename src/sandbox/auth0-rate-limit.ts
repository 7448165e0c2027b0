import { epoch, json } from './place.js';
import type { Place, Reply } from './place.js';

/** Counts requests to the token endpoint in windows of a minute, as its x-ratelimit headers show. */
export function createRateLimit(place: Place): (at: Date) => { headers: Record<string, string>; refusal: Reply | null } {
  const window = { startedAt: 0, requests: 0 };
  return (at) => {
    const { perMinute, byOthers } = place.world.auth0.rateLimit;
    if (epoch(at) >= window.startedAt + 60) Object.assign(window, { startedAt: epoch(at), requests: 0 });
    window.requests += 1;
    const left = perMinute - byOthers - window.requests;
    const headers = {
      'x-ratelimit-limit': String(perMinute),
      'x-ratelimit-remaining': String(Math.max(left, 0)),
      'x-ratelimit-reset': String(window.startedAt + 60),
    };
    return { headers, refusal: left < 0 ? tooMany() : null };
  };
}

function tooMany(): Reply {
  const description = 'Too many requests. Check the X-RateLimit-* headers.';
  return json(429, { error: 'too_many_requests', error_description: description });
}
