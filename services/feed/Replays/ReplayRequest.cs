using System.Globalization;
using System.Text.Json;
using Territory.Contracts;
using Territory.Feed.Queues;
using Territory.Feed.Subscriptions;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Replays;

/// <summary>What a request asks to have replayed, as it was spelled.</summary>
internal sealed record ReplayRequest(string? Theatre, string? Since, string? Until, long? AfterPosition, long? UntilPosition, string? Known, FilterOfSubscription Filter, ReplayTarget Target, double Speed)
{
    private const double Fastest = 1_000_000;
    private const string PositionExpected = "a position, a whole number from 0";

    public static ReplayRequest Read(BodyReader body)
    {
        var request = new ReplayRequest(body.Text("theatre"), body.Text("since"), body.Text("until"), Place(body, "afterPosition"), Place(body, "untilPosition"), body.TextOrNumber("known"),
            FilterOfSubscription.Read(body.Inner("filter")), ReadTarget(body.Inner("target", required: true)), ReadSpeed(body));
        if (request is { Since: not null, AfterPosition: not null }) body.Wrong("since", request.Since, "since or afterPosition, not both");
        if (request is { Until: not null, UntilPosition: not null }) body.Wrong("until", request.Until, "until or untilPosition, not both");
        return request;
    }

    /// <summary>The stretch in positions, or what is wrong with it.</summary>
    public async Task<(ReplayStretch? Stretch, IResult? Refused)> ResolveAsync(Theatre theatre, long head, RecordedPositions positions, DateTimeOffset now, CancellationToken cancellation)
    {
        var (wrong, future) = (new List<FieldError>(), new List<FieldError>());
        var (since, until, known) = (Instant("since", Since, end: false), Instant("until", Until, end: true), KnownPosition is null ? Instant("known", Known, end: true, ", or " + PositionOrTime.Expected) : null);
        if (wrong.Count > 0) return (null, Refusal.BadRequest(wrong));
        if (future.Count > 0) return (null, Refusal.Meaning(future));
        if (since >= until) return Meaning("since", Since, $"a time before until, which is {Until}");
        var after = AfterPosition ?? (since is { } from ? await positions.AtAsync(theatre.Id, from.AddMicroseconds(-1), cancellation) : 0);
        var last = UntilPosition ?? (until is { } to ? await positions.AtAsync(theatre.Id, to, cancellation) : head);
        if (UntilPosition > head) return Meaning("untilPosition", $"{UntilPosition}", $"a position up to the head, which is {head}");
        if (AfterPosition > head) return Meaning("afterPosition", $"{AfterPosition}", $"a position up to the head, which is {head}");
        if (AfterPosition >= UntilPosition) return Meaning("afterPosition", $"{AfterPosition}", $"a position before untilPosition, which is {UntilPosition}");
        if (KnownPosition > head) return Meaning("known", Known, $"a position up to the head, which is {head}, or a time");
        return (new ReplayStretch(after, last, KnownPosition ?? (known is { } moment ? await positions.AtAsync(theatre.Id, moment, cancellation) : null)), null);

        static (ReplayStretch?, IResult?) Meaning(string field, string? found, string expected) => (null, Refusal.Meaning(new FieldError(field, FieldError.Shorten(found), expected)));

        DateTimeOffset? Instant(string name, string? text, bool end, string or = "")
        {
            if (text is null) return null;
            if (!LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time)) wrong.Add(new(name, FieldError.Shorten(text), LocalTime.Expected + or));
            else if (LocalTime.IsAhead(time.From, now)) future.Add(new(name, FieldError.Shorten(text), LocalTime.ExpectedBy(now)));
            return time is null ? null : end ? LocalTime.LastOf(time) : time.From;
        }
    }

    internal long? KnownPosition => PositionOrTime.Position(Known);

    private static ReplayTarget ReadTarget(BodyReader? target)
    {
        if (target is null) return new(ReplayTargetType.File);
        var (type, queue, url) = (target.OneOf<ReplayTargetType>("type", required: true), target.Text("queue"), target.Text("url", most: 2000));
        if (type is ReplayTargetType.Queue && queue is null) target.Wrong("queue", null, "the name of a queue");
        if (type is ReplayTargetType.Webhook && url is null) target.Wrong("url", null, "the address to post to");
        if (type is not (null or ReplayTargetType.Queue) && queue is not null) target.Wrong("queue", queue, "no queue with this type");
        if (type is not (null or ReplayTargetType.Webhook) && url is not null) target.Wrong("url", url, "no url with this type");
        if (queue is not null && !QueueNames.May(queue)) target.Wrong("queue", queue, QueueNames.Expected[..QueueNames.Expected.IndexOf(';', StringComparison.Ordinal)]);
        return new(type ?? ReplayTargetType.File, queue, url);
    }

    private static double ReadSpeed(BodyReader body)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"0 for as fast as it takes, or up to {Fastest:0} times as fast as it was recorded");
        if (body.Value("speed", false, expected) is not { } value) return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var speed) && speed is >= 0 and <= Fastest) return speed;
        body.Wrong("speed", value.GetRawText(), expected);
        return 0;
    }

    private static long? Place(BodyReader body, string name)
    {
        if (body.Value(name, false, PositionExpected) is not { } value) return null;
        var text = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.ValueKind is JsonValueKind.String ? body.Text(name) : null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return position;
        body.Wrong(name, value.GetRawText(), PositionExpected);
        return null;
    }
}
