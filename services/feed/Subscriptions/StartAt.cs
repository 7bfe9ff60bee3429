using System.Globalization;
using System.Text.Json;
using Territory.Contracts;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Subscriptions;

/// <summary>Where a subscription starts, or starts again: behind a position, at a recorded time, at the beginning, or now.</summary>
public abstract record StartAt
{
    public const string Expected = "a position, a recorded time (2024-12-07 or 2024-12-07T14:30:00Z), \"beginning\" or \"now\"";

    public sealed record Beginning : StartAt;
    public sealed record Now : StartAt;
    public sealed record Behind(long Position) : StartAt;
    public sealed record From(DateTimeOffset Time) : StartAt;

    /// <summary>Reads <c>"now"</c>, <c>17</c>, <c>"17"</c>, a time, or an object with one of <c>position</c> and <c>time</c>; null when it is none of them.</summary>
    public static StartAt? Read(JsonElement value, TimeZoneInfo zone) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var number) && number >= 0 ? new Behind(number) : null,
        JsonValueKind.String => OfText(Text(value), zone),
        JsonValueKind.Object when value.EnumerateObject().ToArray() is [var only] => only.Name switch
        {
            "position" when only.Value.ValueKind is JsonValueKind.String => long.TryParse(Text(only.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? new Behind(place) : null,
            "position" => Read(only.Value, zone) as Behind,
            "time" => Read(only.Value, zone) as From,
            _ => null,
        },
        _ => null,
    };

    private static StartAt? OfText(string text, TimeZoneInfo zone) => text switch
    {
        "beginning" => new Beginning(),
        "now" => new Now(),
        _ when PositionOrTime.Position(text) is { } position => new Behind(position),
        _ => LocalTime.TryParse(text, zone, DateBasis.Analyst, out var time) ? new From(time.From) : null,
    };

    /// <summary>Half a surrogate pair is no text.</summary>
    private static string Text(JsonElement value)
    {
        try { return value.GetString()!; }
        catch (InvalidOperationException) { return ""; }
    }
}

/// <summary>Turns a start into a cursor.</summary>
internal sealed class StartPositions(FeedHead head, ChangeLog log, TimeProvider clock)
{
    public async Task<(long? Cursor, IResult? Refused)> FindAsync(string field, StartAt start, string theatre, CancellationToken cancellation)
    {
        var (last, away) = await head.ReadAsync(theatre, start is StartAt.Behind behind ? behind.Position : 0, cancellation);
        if (away is not null) return (null, away);
        return start switch
        {
            StartAt.Behind { Position: var position } => position <= last ? (position, null) : (null, Refusal.Meaning(new FieldError(field, $"{position}", $"a position up to the head, which is {last}"))),
            StartAt.From { Time: var time } when LocalTime.IsAhead(time, clock.GetUtcNow()) => (null, Refusal.Meaning(new FieldError(field, $"{time:u}", LocalTime.ExpectedBy(clock.GetUtcNow()) + ", or \"now\""))),
            StartAt.From { Time: var time } => (await BeforeAsync(theatre, last, time, cancellation), null),
            StartAt.Beginning => (0, null),
            _ => (last, null),
        };
    }

    /// <summary>The last position recorded before a time. Recorded times never fall as positions rise, so halving finds it.</summary>
    private async Task<long> BeforeAsync(string theatre, long last, DateTimeOffset time, CancellationToken cancellation)
    {
        var (before, least, most) = (0L, 0L, last);
        while (least < most)
        {
            var middle = least + ((most - least) / 2);
            var next = (await log.ReadAsync(theatre, middle, 1, cancellation))[0];
            if (next.Event.Time < time) before = least = next.Position;
            else most = middle;
        }
        return before;
    }
}
