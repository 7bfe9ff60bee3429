using System.Globalization;
using Npgsql;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Reviews;

/// <summary>Something a person should look at, or did. Times UTC.</summary>
/// <param name="Subject">Id of the claim or the observation; of districts, the actor that holds all of them.</param>
/// <param name="Reason">What is to be looked at, in a sentence.</param>
/// <param name="ToDo">What to do about it, in a sentence; null once it is settled or dismissed.</param>
/// <param name="Position">Where in the log it was raised, a decimal string; null for what follows from several areas and is in no log.</param>
/// <param name="EndedBy">Who dismissed it; null while it is open, and when it was settled by what came later.</param>
/// <param name="Note">Why he let it be.</param>
public sealed record ReviewEntry(
    string Id, ReviewKind Kind, string Area, string AreaName, string AreaNameAr, AreaLevel Level, string Subject, string Reason, string? ToDo, ReviewState State,
    string? Position, DateTimeOffset? RaisedAt, DateTimeOffset? EndedAt, string? EndedBy, string? Note)
{
    internal static ReviewEntry Of(Area area, Review review, DateTimeOffset? raisedAt, DateTimeOffset? endedAt) => new(
        review.Id, review.Kind, area.Code, area.Name, area.NameAr, area.Level, review.Subject, review.Reason, review.State == ReviewState.Open ? ToDoOf(area, review) : null, review.State,
        review.Position == 0 ? null : review.Position.ToString(CultureInfo.InvariantCulture), raisedAt, endedAt, review.EndedBy, review.Note);

    private static string ToDoOf(Area area, Review review) => review.Kind switch
    {
        ReviewKind.Validity => "Look the date and the names over: correct or retract the change it led to, or mend the register, or dismiss this with a reason.",
        ReviewKind.Observation => $"Find out who held {area.Label} then: decide with POST /api/changes, correct or retract what was decided, or dismiss this with a reason.",
        _ => $"Find out whether {area.Label} passed as such: decide with POST /api/changes, or dismiss this with a reason.",
    };
}

/// <summary>Which reviews.</summary>
/// <param name="Area">The area and all below it; null for every area.</param>
/// <param name="State">Null for every state.</param>
internal sealed record ReviewsQuestion(Theatre Theatre, Area? Area, ReviewKind? Kind, ReviewState? State, long? After, bool Descending, int Limit);

/// <summary>Reads what a person should look at: from the view of reviews, and for governorates from the picture of now.</summary>
public sealed class ReviewsQuery(LedgerStore store, ControlQuery control, TimeProvider clock)
{
    private const string Columns = $"""
        select r.area, r.review_id, r.kind, r.subject, r.reason, r.state, r.position, r.ended_at, r.ended_by, r.note, raised.timestamp, ended.timestamp
        from {LedgerStore.Schema}.{ReviewsTable.Name} r
        left join {LedgerStore.Schema}.mt_events raised on raised.seq_id = r.position left join {LedgerStore.Schema}.mt_events ended on ended.seq_id = r.ended_at
        """;

    /// <summary>A page, in the order in which they were raised or newest first; what follows from several areas comes first.</summary>
    internal async Task<Page<ReviewEntry>> ReadAsync(ReviewsQuestion question, CancellationToken cancellation)
    {
        var computed = question.After is null && question.State is null or ReviewState.Open && question.Kind is null or ReviewKind.Districts && question.After is null ? await DistrictsAsync(question.Theatre, cancellation) : [];
        ReviewEntry[] first = [.. computed.Where(c => question.Area is null || c.Area.Path.Contains(question.Area.Code)).Select(c => ReviewEntry.Of(c.Area, c.Review, null, null)).Take(question.Limit)];
        var (order, from) = question.Descending ? ("desc", question.After ?? long.MaxValue) : ("asc", question.After ?? 0);
        await using var read = store.Database.Pool.CreateCommand($"""
            {Columns} where r.theatre = $1 and r.position {(question.Descending ? "<" : ">")} $2 and ($3::text is null or r.state = $3) and ($4::text is null or r.kind = $4) and ($5::text[] is null or r.area = any ($5)) order by r.position {order}, r.review_id {order} limit $6
            """);
        read.Parameters.Add(new() { Value = question.Theatre.Id });
        read.Parameters.Add(new() { Value = from });
        read.Parameters.Add(new() { Value = (object?)(question.State is { } state ? EnumWords.Word(state) : null) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        read.Parameters.Add(new() { Value = (object?)(question.Kind is { } kind ? EnumWords.Word(kind) : null) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        read.Parameters.Add(new() { Value = (object?)Within(question) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text });
        read.Parameters.Add(new() { Value = question.Limit + 1 });
        var rows = await RowsAsync(read, question.Theatre, cancellation);
        var shown = rows.Take(question.Limit - first.Length).ToArray();
        return new([.. first, .. shown], rows.Count > shown.Length ? shown.LastOrDefault()?.Position ?? from.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The review of an id, wherever it is; null when there is none.</summary>
    internal async Task<(Theatre Theatre, Area Area, Review Review)?> FindAsync(string id, TheatreRegister theatres, CancellationToken cancellation)
    {
        foreach (var theatre in theatres.All)
        {
            await using var read = store.Database.Pool.CreateCommand($"{Columns} where r.theatre = $1 and r.review_id = $2");
            read.Parameters.Add(new() { Value = theatre.Id });
            read.Parameters.Add(new() { Value = id });
            if (await RowsAsync(read, theatre, cancellation) is [var row])
                return (theatre, theatre.FindArea(row.Area)!, new(row.Id, row.Kind, row.Subject, row.Reason, row.State, long.Parse(row.Position ?? "0", CultureInfo.InvariantCulture), null, row.EndedBy, row.Note));
            if ((await DistrictsAsync(theatre, cancellation)).FirstOrDefault(c => c.Review.Id == id) is { Review: not null } computed) return (theatre, computed.Area, computed.Review);
        }
        return null;
    }

    /// <summary>Governorates against which all their districts speak, without those that a person let be.</summary>
    private async Task<IReadOnlyList<(Area Area, Review Review)>> DistrictsAsync(Theatre theatre, CancellationToken cancellation)
    {
        Area[] governorates = [.. theatre.Areas.Where(a => a.Level == AreaLevel.Governorate)];
        var picture = await control.AskAsync(new(theatre, clock.GetUtcNow(), null, null, [.. governorates.Select(a => a.Code)]), cancellation);
        var against = governorates.Select(area => (Area: area, Found: Control.Reviews.DistrictsAgainst(area, picture))).Where(x => x.Found is not null)
            .Select(x => (x.Area, Review: new Review(RaiseReviews.Id(theatre.Id, x.Area.Code, ReviewKind.Districts, x.Found!.Value.Holder), ReviewKind.Districts, x.Found.Value.Holder, x.Found.Value.Reason, ReviewState.Open, 0))).ToArray();
        if (against.Length == 0) return [];
        await using var read = store.Database.Pool.CreateCommand($"select review_id from {LedgerStore.Schema}.{ReviewsTable.Name} where theatre = $1 and review_id = any ($2)");
        read.Parameters.Add(new() { Value = theatre.Id });
        read.Parameters.Add(new() { Value = against.Select(x => x.Review.Id).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var dismissed = new HashSet<string>();
        while (await row.ReadAsync(cancellation)) dismissed.Add(row.GetString(0));
        return [.. against.Where(x => !dismissed.Contains(x.Review.Id))];
    }

    private static string[]? Within(ReviewsQuestion question) => question.Area is { } area ? [area.Code, .. question.Theatre.Below(area.Code).Select(a => a.Code)] : null;

    private static async Task<IReadOnlyList<ReviewEntry>> RowsAsync(NpgsqlCommand read, Theatre theatre, CancellationToken cancellation)
    {
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var rows = new List<ReviewEntry>();
        while (await row.ReadAsync(cancellation))
        {
            // A later pack may have lost an area.
            if (theatre.FindArea(row.GetString(0)) is not { } area || !EnumWords.TryParse<ReviewKind>(row.GetString(2), out var kind) || !EnumWords.TryParse<ReviewState>(row.GetString(5), out var state)) continue;
            var review = new Review(row.GetString(1), kind, row.GetString(3), row.GetString(4), state, row.GetInt64(6), null, Text(8), Text(9));
            rows.Add(ReviewEntry.Of(area, review, Time(10), Time(11)));
        }
        return rows;

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
