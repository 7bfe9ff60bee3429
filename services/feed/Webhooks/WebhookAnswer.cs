using System.Net;
using System.Net.Http.Headers;
using Territory.Feed.Subscriptions;

namespace Territory.Feed.Webhooks;

/// <summary>What an endpoint's answer means for the delivery. Its body is never looked at.</summary>
internal static class WebhookAnswer
{
    public static Outcome Of(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, DateTimeOffset now) => (int)status switch
    {
        >= 200 and < 300 => new Outcome.Delivered(),
        410 => new Outcome.Gone("the endpoint answered 410 Gone; set the state to active when it is back"),
        429 or 503 => new Outcome.Failed($"the endpoint answered {(int)status}", Wait(retryAfter, now)),
        >= 300 and < 400 => new Outcome.Failed($"the endpoint answered {(int)status}; redirects are not followed, subscribe with the address it leads to"),
        _ => new Outcome.Failed($"the endpoint answered {(int)status}"),
    };

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) => retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > now ? date - now : null);
}
