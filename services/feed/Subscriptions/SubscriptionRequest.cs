using Territory.Feed.Queues;
using Territory.Feed.Webhooks;
using Territory.Hosting.Http;
using Territory.Hosting.Outbound;
using Territory.Theatres;

namespace Territory.Feed.Subscriptions;

/// <summary>A subscription as it was asked for, well-formed; whether it can be had is another question.</summary>
internal sealed record SubscriptionRequest(Theatre Theatre, string? Name, Target Target, FilterOfSubscription Filter, StartAt Start, SubscriptionState State, string? Secret)
{
    private const int LongestBody = 64 * 1024;

    public static async Task<(SubscriptionRequest? Asked, IResult? Refused)> ReadAsync(HttpRequest request, TheatreRegister theatres, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } unknown) return (null, unknown);
        var (body, refused) = await BodyReader.ReadAsync(request, LongestBody, cancellation);
        if (body is null) return (null, refused);
        var theatreId = body.Text("theatre");
        if (theatres.Choose(theatreId) is not { } theatre)
            return (null, theatreId is null ? Refusal.BadRequest(new FieldError("theatre", null, theatres.Expected)) : Refusal.NotFound("theatre", FieldError.Shorten(theatreId), theatres.Expected));
        var (name, target) = (body.Text("name", most: 200), ReadTarget(body.Inner("target", required: true)));
        var (filter, start) = (FilterOfSubscription.Read(body.Inner("filter")), ReadStart(body, "start", theatre) ?? new StartAt.Now());
        var (state, secret) = (body.OneOf<SubscriptionState>("state") ?? SubscriptionState.Active, ReadSecret(body));
        if (secret is not null && target is not null and not { Type: TargetType.Webhook }) body.Wrong("secret", "a secret", "none, since only webhooks are signed");
        if (body.Problem() is { } problem) return (null, problem);
        return (new(theatre, string.IsNullOrWhiteSpace(name) ? null : name, target!, filter, start, state, secret), null);
    }

    public static StartAt? ReadStart(BodyReader body, string field, Theatre theatre)
    {
        if (body.Value(field, false, StartAt.Expected) is not { } value) return null;
        var start = StartAt.Read(value, theatre.Zone);
        if (start is null) body.Wrong(field, value.GetRawText(), StartAt.Expected);
        return start;
    }

    /// <summary>Never echoed, not even when it is wrong.</summary>
    public static string? ReadSecret(BodyReader body)
    {
        var secret = body.Text("secret", most: 10_000);
        if (secret is not null && Signature.Bytes(secret) is null) body.Wrong("secret", $"{secret.Length} characters that are no such secret", Signature.SecretExpected);
        return secret;
    }

    private static Target? ReadTarget(BodyReader? body)
    {
        if (body is null) return null;
        var type = body.OneOf<TargetType>("type", required: true);
        var (url, queue) = (body.Text("url", most: 20_000), body.Text("queue"));
        if (type is TargetType.Webhook)
        {
            if (url is null || OutboundAddress.Parse(url) is null) body.Wrong("url", url is { Length: > OutboundAddress.Longest } ? $"{url.Length} characters" : url, OutboundAddress.Expected);
            if (queue is not null) body.Wrong("queue", queue, "none for a webhook");
        }
        else if (type is not null)
        {
            if (url is not null) body.Wrong("url", url, "none for a queue or a stream");
            if (queue is not null && !QueueNames.May(queue)) body.Wrong("queue", queue, QueueNames.Expected);
        }
        return type is null ? null : new Target(type.Value, url, queue);
    }
}
