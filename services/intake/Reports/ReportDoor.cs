using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Intake.Stories;

namespace Territory.Intake.Reports;

/// <summary>Intake's only way of recording: a report's stream, its words and its rows in one transaction under the append lock.</summary>
public sealed class ReportDoor(IntakeStore store)
{
    /// <summary>Of a row of reports: a person has decided about one of its claims.</summary>
    public const string Reviewed = "state @? '$.reviews.*'";

    public const string Tables = $"""
        create table if not exists {IntakeStore.Schema}.reports (
          id text primary key, theatre text not null, source text not null, text_key text not null, received_at timestamptz not null, published_at timestamptz not null,
          language text not null, state jsonb not null, unique (source, text_key));
        create table if not exists {IntakeStore.Schema}.texts (report_id text primary key, text text not null);
        create table if not exists {IntakeStore.Schema}.claims (
          id text primary key, report_id text not null, theatre text not null, area text not null, kind text not null, state text, sent_at timestamptz, resends int not null default 0);
        create index if not exists claims_report on {IntakeStore.Schema}.claims (report_id);
        create index if not exists reports_reviewed on {IntakeStore.Schema}.reports (id) where {Reviewed};
        create index if not exists reports_listed on {IntakeStore.Schema}.reports (id collate "C");
        create index if not exists claims_listed on {IntakeStore.Schema}.claims (id collate "C");
        create index if not exists claims_sent on {IntakeStore.Schema}.claims (sent_at) where state = 'sent';
        """;

    /// <summary>Stores a new report; the state of the earlier one when the same source sent the same text before.</summary>
    /// <param name="textKey">By what the same text of the same source is recognised.</param>
    /// <param name="text">The words.</param>
    /// <param name="read">The report as read.</param>
    /// <param name="source">What the register says of its source.</param>
    /// <param name="decide">What to record of it, once it is known whether another source told the story first.</param>
    /// <param name="cancellation">Ends it before anything is stored.</param>
    public Task<(ReportState State, bool Duplicate)> ReceiveAsync(string textKey, string text, ReportReceived read, SourceOfClaim source, Func<ReportReceived, IReadOnlyList<object>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        var sketch = StorySketch.Of(text);
        return RecordAsync<(ReportState, bool)>(async (door, ct) =>
        {
            if (await FindAsync(door.Connection, read.Source, textKey, ct) is { } earlier) return ((await LoadAsync(door.Session, earlier, ct))!, true);
            var received = read with { CopiedFrom = await StoryTable.FindAsync(door.Connection, read, sketch, ct) };
            await StoryTable.InsertAsync(door.Connection, received, received.Voice(source), sketch, ct);
            var events = decide(received);
            door.Append(ReportState.Stream(received.ReportId), events);
            var state = events.Aggregate((ReportState?)null, ReportState.Fold)!;
            await InsertAsync(door, state, textKey, text, ct);
            await WriteClaimsAsync(door, state, state.Progress.Keys, ct);
            return (state, false);
        }, cancellation);
    }

    /// <summary>Asks a decision about a report that is there; null when it is not.</summary>
    public Task<ReportState?> DecideAsync(string reportId, Func<ReportState, IReadOnlyList<object>> decide, CancellationToken cancellation) =>
        RecordAsync(async (door, ct) =>
        {
            if (await LoadAsync(door.Session, reportId, ct) is not { } state) return null;
            var events = decide(state);
            door.Append(ReportState.Stream(reportId), events);
            var after = events.Aggregate((ReportState?)state, ReportState.Fold)!;
            if (events.Count > 0)
            {
                await UpdateAsync(door.Connection, after, ct);
                await WriteClaimsAsync(door, after, after.Progress.Keys.Where(id => after.Progress[id] != state.Progress[id] || after.ReviewOf(id) != state.ReviewOf(id)), ct);
            }
            return after;
        }, cancellation);

    private Task<T> RecordAsync<T>(Func<OpenDoor, CancellationToken, Task<T>> work, CancellationToken cancellation) =>
        store.Door.AgainAsync(() => store.Door.EnterAsync(work, null, cancellation), cancellation);

    public async Task<ReportState?> LoadAsync(string reportId, CancellationToken cancellation)
    {
        await using var session = store.Documents.QuerySession();
        return await LoadAsync(session, reportId, cancellation);
    }

    private static async Task<ReportState?> LoadAsync(IQuerySession session, string reportId, CancellationToken cancellation) =>
        (await session.Events.FetchStreamAsync(ReportState.Stream(reportId), token: cancellation)).Select(e => e.Data).Aggregate((ReportState?)null, ReportState.Fold);

    private static async Task<string?> FindAsync(NpgsqlConnection connection, string source, string textKey, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand($"select id from {IntakeStore.Schema}.reports where source = $1 and text_key = $2", connection);
        find.Parameters.Add(new() { Value = source });
        find.Parameters.Add(new() { Value = textKey });
        return await find.ExecuteScalarAsync(cancellation) as string;
    }

    private static async Task InsertAsync(OpenDoor door, ReportState state, string textKey, string text, CancellationToken cancellation)
    {
        var received = state.Received;
        await using var insert = new NpgsqlCommand($"""
            with words as (insert into {IntakeStore.Schema}.texts values ($1, $2))
            insert into {IntakeStore.Schema}.reports values ($1, $3, $4, $5, $6, $7, $8, $9)
            """, door.Connection);
        foreach (var value in new object[] { received.ReportId, text, received.Theatre, received.Source, textKey, door.RecordedAt.UtcDateTime, received.PublishedAt.From.UtcDateTime, received.Language })
            insert.Parameters.Add(new() { Value = value });
        insert.Parameters.Add(Json(state));
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task UpdateAsync(NpgsqlConnection connection, ReportState state, CancellationToken cancellation)
    {
        await using var update = new NpgsqlCommand($"update {IntakeStore.Schema}.reports set state = $2 where id = $1", connection);
        update.Parameters.Add(new() { Value = state.Received.ReportId });
        update.Parameters.Add(Json(state));
        await update.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task WriteClaimsAsync(OpenDoor door, ReportState state, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var claims = state.StandingClaims().Where(c => ids.Contains(c.Id)).ToArray();
        if (claims.Length == 0) return;
        await using var upsert = new NpgsqlCommand($"""
            insert into {IntakeStore.Schema}.claims (id, report_id, theatre, area, kind, state, sent_at)
            select id, $1, $2, area, kind, state, case when state = 'sent' then $3 end from unnest($4, $5, $6, $7) as c (id, area, kind, state)
            on conflict (id) do update set area = excluded.area, kind = excluded.kind, state = excluded.state, sent_at = excluded.sent_at
            """, door.Connection);
        foreach (var value in new object[]
        {
            state.Received.ReportId, state.Received.Theatre, door.RecordedAt.UtcDateTime, claims.Select(c => c.Id).ToArray(), claims.Select(c => c.Area).ToArray(), claims.Select(c => Word(c.Kind)).ToArray(),
            claims.Select(c => state.Progress[c.Id].State is { } s ? Word(s) : null).ToArray(),
        }) upsert.Parameters.Add(new() { Value = value });
        await upsert.ExecuteNonQueryAsync(cancellation);
    }

    private static string Word<T>(T value) where T : struct, Enum => Hosting.Http.EnumWords.Word(value);

    private static NpgsqlParameter Json(ReportState state) => new() { Value = JsonSerializer.Serialize(state, ContractJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
