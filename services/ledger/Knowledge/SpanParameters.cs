using System.Globalization;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;
using Moment = Territory.Ledger.Control.Knowledge;

namespace Territory.Ledger.Knowledge;

/// <summary>The two ends of a span of recording: an instant, a local day (from its beginning, until its end) or a position.</summary>
internal static class SpanParameters
{
    public const string Expected = LocalTime.Expected + ", or " + PositionOrTime.Expected + "; a day counts from its beginning in 'since' and until its end in 'until'";
    /// <summary>Long before anything was recorded; what is counted back from it is still a date.</summary>
    private const int EarliestYear = 1900;

    public static Moment? Since(QueryReader query, Theatre theatre) => Read(query, "since", theatre, time => time.From.AddMicroseconds(-1));

    public static Moment? Until(QueryReader query, Theatre theatre) => Read(query, "until", theatre, LocalTime.LastOf);

    /// <summary>Where a span begins that was asked for without a beginning.</summary>
    public static Moment AWeekBefore(Moment? until, DateTimeOffset now) => new((until?.Instant ?? now).AddDays(-7), null);

    /// <summary>What no span can be: one that ends before it begins, or begins or ends in the future.</summary>
    public static IResult? Impossible(QueryReader query, Moment? since, Moment? until, DateTimeOffset now)
    {
        if (since?.Instant >= until?.Instant || since?.Position > until?.Position)
            return Refusal.Meaning(new FieldError("since", query.Text("since"), $"a time or position before 'until', which is {query.Text("until")}"));
        var late = new[] { ("since", since), ("until", until) }.Where(end => end.Item2?.Instant is { } instant && LocalTime.IsAhead(instant, now))
            .Select(end => new FieldError(end.Item1, end.Item2!.Instant!.Value.ToString("u", CultureInfo.InvariantCulture), LocalTime.ExpectedBy(now))).ToArray();
        return late.Length == 0 ? null : Refusal.Meaning(late);
    }

    private static Moment? Read(QueryReader query, string name, Theatre theatre, Func<EffectiveTime, DateTimeOffset> end)
    {
        if (query.Text(name) is not { } text) return null;
        if (PositionOrTime.Position(text) is { } position) return new(null, position);
        if (LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time) && time.From.Year >= EarliestYear) return new(end(time), null);
        query.Wrong(name, text, time is null ? Expected : $"a date of {EarliestYear} or later");
        return null;
    }
}
