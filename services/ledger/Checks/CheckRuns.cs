using System.Text.Json;
using Npgsql;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Ledger.Checks;

/// <summary>The checks, past and present (table <c>ledger.checks</c>): progress lives here, not in the job. Whatever ended keeps its end.</summary>
public sealed class CheckRuns(LedgerStore store, Findings findings, TimeProvider clock)
{
    internal const string Table = LedgerStore.Schema + ".checks";

    /// <summary>Who starts what nobody asked for.</summary>
    internal const string Schedule = "schedule";
    private const int Samples = 20;

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, kind text not null, view text, theatre text, area text, share int, snapshot text, state text not null, unit text not null, processed bigint not null default 0, total bigint not null default 0,
          findings bigint not null default 0, started_by text not null, reason text, requested_at timestamptz not null, started_at timestamptz, ended_at timestamptz, summary jsonb, error text);
        create unique index if not exists checks_once on {Table} (kind, coalesce(view, ''), coalesce(theatre, ''), coalesce(area, ''), coalesce(share, -1), coalesce(snapshot, '')) where ended_at is null;
        """;

    private const string Columns = "id, kind, view, theatre, area, share, snapshot, state, unit, processed, total, findings, started_by, reason, requested_at, started_at, ended_at, summary::text, error";

    /// <summary>A new run; or the one of the same scope that is under way, and true.</summary>
    public async Task<(CheckRun Run, bool Earlier)> AddAsync(CheckKind kind, CheckScope scope, string startedBy, string? reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var id = "chk_" + Guid.CreateVersion7().ToString("N");
        var added = await ExecuteAsync($"""
            insert into {Table} (id, kind, view, theatre, area, share, snapshot, state, unit, started_by, reason, requested_at)
            values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9, $10, $11) on conflict do nothing
            """, cancellation, id, EnumWords.Word(kind), scope.View, scope.Theatre, scope.Area, scope.Share, scope.Snapshot, kind == CheckKind.Log ? "records" : "areas", startedBy, reason, clock.GetUtcNow().UtcDateTime);
        if (added == 1) return ((await FindAsync(id, cancellation))!, false);
        var earlier = await ReadAsync(
            "where ended_at is null and kind = $1 and view is not distinct from $2 and theatre is not distinct from $3 and area is not distinct from $4 and share is not distinct from $5 and snapshot is not distinct from $6",
            [EnumWords.Word(kind), scope.View, scope.Theatre, scope.Area, scope.Share, scope.Snapshot], cancellation);
        // It may have ended this very moment.
        return earlier.Count > 0 ? (earlier[0], true) : await AddAsync(kind, scope, startedBy, reason, cancellation);
    }

    public async Task<CheckRun?> FindAsync(string id, CancellationToken cancellation)
    {
        var found = (await ReadAsync("where id = $1", [id], cancellation)).SingleOrDefault();
        return found is { Findings: > 0 } ? found with { Samples = await findings.ListAsync(id, 0, Samples, cancellation) } : found;
    }

    /// <summary>A page of them and one more; ids of version 7 order by time.</summary>
    public Task<IReadOnlyList<CheckRun>> ListAsync(CheckKind? kind, Listing asked, CancellationToken cancellation) =>
        ReadAsync($"where {asked.Behind("$1")} and ($2::text is null or kind = $2) {asked.Order} limit $3", [asked.From, kind is { } only ? EnumWords.Word(only) : null, asked.Looked], cancellation);

    public Task<IReadOnlyList<CheckRun>> UnfinishedAsync(CancellationToken cancellation) => ReadAsync("where ended_at is null order by id", [], cancellation);

    /// <summary>Begins it, or begins it again after a crash: what it had found is found anew. False when it has ended.</summary>
    public async Task<bool> BeginAsync(string id, CancellationToken cancellation)
    {
        if (await ExecuteAsync($"update {Table} set state = 'running', started_at = coalesce(started_at, $2), processed = 0, findings = 0 where id = $1 and ended_at is null", cancellation, id, clock.GetUtcNow().UtcDateTime) == 0) return false;
        await findings.ForgetAsync(id, cancellation);
        return true;
    }

    /// <summary>False when it has ended: then there is nothing more to do.</summary>
    public async Task<bool> ProgressAsync(string id, long processed, long total, long found, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set processed = $2, total = $3, findings = $4 where id = $1 and ended_at is null", cancellation, id, processed, total, found) == 1;

    public async Task<bool> EndedAsync(string id, CancellationToken cancellation) => await FindAsync(id, cancellation) is not { EndedAt: null };

    /// <summary>False when it had ended already.</summary>
    public async Task<bool> EndAsync(string id, CheckState state, object? summary, string? error, CancellationToken cancellation) => await ExecuteAsync(
        $"update {Table} set state = $2, ended_at = $3, summary = $4::jsonb, error = $5 where id = $1 and ended_at is null", cancellation,
        id, EnumWords.Word(state), clock.GetUtcNow().UtcDateTime, summary is null ? null : JsonSerializer.Serialize(summary, ContractJson.Options), error) == 1;

    private async Task<IReadOnlyList<CheckRun>> ReadAsync(string where, object?[] values, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select {Columns} from {Table} {where}");
        Add(read, values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var runs = new List<CheckRun>();
        while (await row.ReadAsync(cancellation)) runs.Add(Read(row));
        return runs;
    }

    private CheckRun Read(NpgsqlDataReader row)
    {
        DateTimeOffset? Time(int i) => row.IsDBNull(i) ? null : row.GetFieldValue<DateTimeOffset>(i);
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        var (processed, total, started, ended) = (row.GetInt64(9), row.GetInt64(10), Time(15), Time(16));
        var rate = started is { } from ? processed / Math.Max(0.001, ((ended ?? clock.GetUtcNow()) - from).TotalSeconds) : 0;
        return new(
            row.GetString(0), Enum.Parse<CheckKind>(row.GetString(1), ignoreCase: true), new(Text(2), Text(3), Text(4), row.IsDBNull(5) ? null : row.GetInt32(5), Text(6)), Enum.Parse<CheckState>(row.GetString(7), ignoreCase: true),
            row.GetString(8), processed, total, Math.Round(rate, 1), ended is null && rate > 0 ? Math.Round((total - processed) / rate, 1) : null, row.GetInt64(11), [], row.GetString(12), Text(13), Time(14)!.Value, started, ended,
            Text(17) is { } summary ? JsonSerializer.Deserialize<JsonElement>(summary) : null, Text(18));
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        Add(command, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
    }
}
