using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>Two parameters of the query that bound a time, both ends within: a day counts from its beginning in the first and until its end in the second.</summary>
internal readonly record struct TimeRange(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <param name="query">What is no time is collected by it.</param>
    /// <param name="from">Name of the first parameter.</param>
    /// <param name="to">Name of the second.</param>
    /// <param name="theatre">Whose days they are.</param>
    /// <param name="now">Beyond it nothing is.</param>
    /// <param name="unlikely">Gets what is a time and cannot be meant.</param>
    public static TimeRange Read(QueryReader query, string from, string to, Theatre theatre, DateTimeOffset now, List<FieldError> unlikely)
    {
        var range = new TimeRange(Instant(from, end: false), Instant(to, end: true));
        if (range.From > range.To) unlikely.Add(new(from, query.Text(from), "a time before " + to));
        return range;

        DateTimeOffset? Instant(string name, bool end)
        {
            if (query.Text(name) is not { } text) return null;
            if (!LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time)) query.Wrong(name, text, LocalTime.Expected);
            else if (LocalTime.IsAhead(time.From, now)) unlikely.Add(new(name, FieldError.Shorten(text), LocalTime.ExpectedBy(now)));
            return time is null ? null : end ? LocalTime.LastOf(time) : time.From;
        }
    }
}
