using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Ledger.Rebuilds;

namespace Territory.Ledger.Views;

/// <summary>
/// The view <c>timeline</c>: every stretch of every area that ever stood, with the positions between which it did, a
/// rectangle over world time and log. A question about any two points is one stab through an index over both axes, and
/// costs the same whatever other areas went through. Beside it <c>standings</c>, each decision from the positions at which it was taken and came to rest on other grounds, and
/// <c>claim_answers</c>, which claims stood for and against it from which position to which.
/// </summary>
public static class TimelineTable
{
    public const string Name = "timeline";
    public const string Standings = "standings";
    public const string Answers = "claim_answers";

    /// <summary>The upper end of what stands still.</summary>
    public const long Open = long.MaxValue;

    /// <summary>
    /// A stretch that stood for fewer positions is brief: half of what an import writes, which fills an area's timeline day
    /// after day. A question finds it among these positions; in the index over both axes it would cost several times as much.
    /// </summary>
    public const int Brief = 256;

    public static readonly LedgerView View = new(
        Name, 3,
        [new(Name, ["theatre", "area", "valid_from", "known_from"]), new(Standings, ["theatre", "change_id", "known_from"]), new(Answers, ["theatre", "area", "claim_id", "known_from"])],
        Create, Write)
    { Asks = Said.Answers, InShort = [ClaimInShort.Reading], Rows = () => new TimelineRows() };

    // Microseconds since 1970 and positions are exact in the doubles of a box far beyond anybody's lifetime. A box is
    // closed: half a unit less at the upper ends makes it half-open.
    private static string Create(string schema) => $"""
        create table if not exists {schema}.{Name} (
          theatre text not null, area text not null, valid_from bigint not null, valid_to bigint not null, known_from bigint not null, known_to bigint not null,
          change_id text not null, controller text, whole_since bigint, reaches_down boolean not null,
          span box not null generated always as (box(point(valid_from, known_from), point(valid_to - 0.5, known_to - 0.5))) stored,
          primary key (theatre, area, valid_from, known_from));
        create unique index if not exists timeline_open on {schema}.{Name} (theatre, area, valid_from) where known_to = {Open};
        create index if not exists timeline_span on {schema}.{Name} using gist (span) include (theatre, area, valid_from, valid_to, change_id, controller, whole_since, reaches_down) where known_to - known_from >= {Brief};
        create index if not exists timeline_brief on {schema}.{Name} (known_from) where known_to - known_from < {Brief};
        create table if not exists {schema}.{Standings} (
          theatre text not null, area text not null, change_id text not null, position bigint not null, known_from bigint not null, recorded_at timestamptz not null, ruling text not null,
          primary key (theatre, change_id, known_from));
        create index if not exists standings_area on {schema}.{Standings} (theatre, area);
        create table if not exists {schema}.{Answers} (
          theatre text not null, area text not null, claim_id text not null, change_id text not null, supports boolean not null, known_from bigint not null, known_to bigint not null,
          primary key (theatre, area, claim_id, known_from));
        create unique index if not exists claim_answers_open on {schema}.{Answers} (theatre, area, claim_id) where known_to = {Open};
        create index if not exists claim_answers_change on {schema}.{Answers} (theatre, change_id);
        """;

    private static IEnumerable<NpgsqlBatchCommand> Write(string schema, string theatre, IReadOnlyList<ViewStep> steps)
    {
        var written = TimelineSteps.Of(steps);
        if (written.StretchesClosed.Count > 0) yield return CloseStretches(schema, theatre, written.StretchesClosed);
        if (written.StretchesOpened.Count > 0) yield return OpenStretches(schema, theatre, written.StretchesOpened);
        if (written.Standings.Count > 0) yield return Keep(schema, theatre, written.Standings);
        if (written.AnswersClosed.Count > 0) yield return CloseAnswers(schema, theatre, written.AnswersClosed);
        if (written.AnswersOpened.Count > 0) yield return OpenAnswers(schema, theatre, written.AnswersOpened);
    }

    /// <summary>
    /// Each row is looked up by its whole key and then by its place. As a join, a planner who has no statistics of a table that
    /// just grew reads every open row of the theatre for it, in each transaction.
    /// </summary>
    private static string Close(string table, string key) => $"""
        with closed as materialized (
          select (select o.ctid from {table} o where o.theatre = $1 and o.area = c.area and o.{key} = c.key and o.known_to = {Open}) as place, c.position
          from unnest($2, $3, $4) as c (area, key, position))
        update {table} t set known_to = closed.position from closed where t.ctid = closed.place
        """;

    private static NpgsqlBatchCommand CloseStretches(string schema, string theatre, IReadOnlyList<Closed<DateTimeOffset>> closed) =>
        new NpgsqlBatchCommand(Close($"{schema}.{Name}", "valid_from"))
            .With(theatre).With(closed.Select(c => c.Area)).With(closed.Select(c => Microseconds(c.Key))).With(closed.Select(c => c.Position));

    private static NpgsqlBatchCommand OpenStretches(string schema, string theatre, IReadOnlyList<Opened<Stretch>> opened) =>
        new NpgsqlBatchCommand($"insert into {schema}.{Name} select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)")
            .With(theatre).With(opened.Select(o => o.Area)).With(opened.Select(o => Microseconds(o.Row.From))).With(opened.Select(o => Microseconds(o.Row.To)))
            .With(opened.Select(o => o.KnownFrom)).With(opened.Select(o => o.KnownTo)).With(opened.Select(o => o.Row.ChangeId))
            .With(opened.Select(o => o.Row.Controller), NpgsqlDbType.Text)
            .With(opened.Select(o => o.Row.WholeSince is { } since ? Microseconds(since) : (long?)null), NpgsqlDbType.Bigint)
            .With(opened.Select(o => o.Row.ReachesDown));

    private static NpgsqlBatchCommand Keep(string schema, string theatre, IReadOnlyList<(string Area, Standing Standing, long KnownFrom)> standings) =>
        new NpgsqlBatchCommand($"insert into {schema}.{Standings} select $1, * from unnest($2, $3, $4, $5, $6, $7)")
            .With(theatre).With(standings.Select(s => s.Area)).With(standings.Select(s => s.Standing.ChangeId)).With(standings.Select(s => s.Standing.Position)).With(standings.Select(s => s.KnownFrom))
            .With(standings.Select(s => s.Standing.RecordedAt.UtcDateTime), NpgsqlDbType.TimestampTz)
            .With(standings.Select(s => JsonSerializer.Serialize(s.Standing.Ruling, ContractJson.Options)));

    private static NpgsqlBatchCommand CloseAnswers(string schema, string theatre, IReadOnlyList<Closed<string>> closed) =>
        new NpgsqlBatchCommand(Close($"{schema}.{Answers}", "claim_id"))
            .With(theatre).With(closed.Select(c => c.Area)).With(closed.Select(c => c.Key)).With(closed.Select(c => c.Position));

    private static NpgsqlBatchCommand OpenAnswers(string schema, string theatre, IReadOnlyList<Opened<Side>> opened) =>
        new NpgsqlBatchCommand($"insert into {schema}.{Answers} select $1, * from unnest($2, $3, $4, $5, $6, $7)")
            .With(theatre).With(opened.Select(o => o.Area)).With(opened.Select(o => o.Row.Claim)).With(opened.Select(o => o.Row.ChangeId))
            .With(opened.Select(o => o.Row.IsFor)).With(opened.Select(o => o.KnownFrom)).With(opened.Select(o => o.KnownTo));

    /// <summary>An instant as the view keeps it; the end of a stretch that goes on is later than any.</summary>
    public static long Microseconds(DateTimeOffset instant) => instant == DateTimeOffset.MaxValue ? Open : (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Instant(long microseconds) => microseconds == Open ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
