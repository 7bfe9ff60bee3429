using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;

namespace Territory.Ledger.Rebuilds;

/// <summary>Where a rebuild stands. The last three never change again.</summary>
public enum RebuildState { Queued, Folding, Copying, Comparing, AwaitingApproval, Swapping, Done, Failed, Cancelled }

/// <summary>What the comparison of shadow and live found.</summary>
public sealed record Verification(int Compared, int Different, IReadOnlyList<Difference> Samples);

/// <summary>One area whose rebuilt row differs from the live one; null where there is no row.</summary>
public sealed record Difference(string Theatre, string Area, JsonElement? Live, JsonElement? Rebuilt);

/// <summary>One run of a rebuild. Times UTC, rate in events per second.</summary>
public sealed record RebuildRun(
    string Id, string View, RebuildState State, long Processed, long Total, double Rate, double? EtaSeconds, string StartedBy, string? Reason, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    Verification? Verification, string? Error);

/// <summary>The runs, past and present (table <c>ledger.rebuilds</c>): progress lives here, not in the job.</summary>
public sealed class RebuildRuns(LedgerStore store, TimeProvider clock)
{
    private const string Table = LedgerStore.Schema + ".rebuilds";

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, view text not null, state text not null, processed bigint not null default 0, total bigint not null default 0,
          started_by text not null, reason text, requested_at timestamptz not null, started_at timestamptz, ended_at timestamptz,
          verification jsonb, error text, cancel_requested boolean not null default false, approved_by text);
        """;

    private const string Columns = "id, view, state, processed, total, started_by, reason, requested_at, started_at, ended_at, verification::text, error";

    public async Task<RebuildRun> AddAsync(string view, string startedBy, string? reason, CancellationToken cancellation)
    {
        var id = "reb_" + Guid.CreateVersion7().ToString("N");
        await ExecuteAsync($"insert into {Table} (id, view, state, started_by, reason, requested_at) values ($1, $2, 'queued', $3, $4, $5)", cancellation, id, view, startedBy, reason, clock.GetUtcNow().UtcDateTime);
        return (await FindAsync(id, cancellation))!;
    }

    public async Task<RebuildRun?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync("where id = $1", id, 1, cancellation)).SingleOrDefault();

    /// <summary>Newest first; ids of version 7 order by time.</summary>
    public Task<IReadOnlyList<RebuildRun>> ListAsync(string? before, int limit, CancellationToken cancellation) => ReadAsync("where $1::text is null or id < $1 order by id desc", before, limit, cancellation);

    public Task SetAsync(string id, RebuildState state, CancellationToken cancellation) => ExecuteAsync(
        $"update {Table} set state = $2, started_at = coalesce(started_at, $3), ended_at = case when $4 then $3 end where id = $1", cancellation,
        id, Word(state), clock.GetUtcNow().UtcDateTime, state is RebuildState.Done or RebuildState.Failed or RebuildState.Cancelled);

    public Task ProgressAsync(string id, long processed, long total, CancellationToken cancellation) =>
        ExecuteAsync($"update {Table} set processed = $2, total = $3 where id = $1", cancellation, id, processed, total);

    public Task VerifiedAsync(string id, Verification verification, CancellationToken cancellation) =>
        ExecuteAsync($"update {Table} set verification = $2::jsonb where id = $1", cancellation, id, JsonSerializer.Serialize(verification, ContractJson.Options));

    public async Task FailAsync(string id, string error, CancellationToken cancellation)
    {
        await ExecuteAsync($"update {Table} set error = $2 where id = $1", cancellation, id, error);
        await SetAsync(id, RebuildState.Failed, cancellation);
    }

    /// <summary>False when the run has ended already.</summary>
    public async Task<bool> RequestCancelAsync(string id, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set cancel_requested = true where id = $1 and ended_at is null", cancellation, id) == 1;

    /// <summary>False when the run does not wait for approval.</summary>
    public async Task<bool> ApproveAsync(string id, string by, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set approved_by = $2 where id = $1 and state = 'awaitingApproval'", cancellation, id, by) == 1;

    public async Task<(bool Cancel, bool Approved)> WishesAsync(string id, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select cancel_requested, approved_by is not null from {Table} where id = $1");
        read.Parameters.Add(new() { Value = id });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetBoolean(0), row.GetBoolean(1)) : (true, false);
    }

    private async Task<IReadOnlyList<RebuildRun>> ReadAsync(string where, string? parameter, int limit, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select {Columns} from {Table} {where} limit $2");
        read.Parameters.Add(new() { Value = (object?)parameter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        read.Parameters.Add(new() { Value = limit });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var runs = new List<RebuildRun>();
        while (await row.ReadAsync(cancellation)) runs.Add(Read(row));
        return runs;
    }

    private RebuildRun Read(NpgsqlDataReader row)
    {
        DateTimeOffset? Time(int i) => row.IsDBNull(i) ? null : row.GetFieldValue<DateTimeOffset>(i);
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        var (processed, total, started, ended) = (row.GetInt64(3), row.GetInt64(4), Time(8), Time(9));
        var rate = started is { } from ? processed / Math.Max(0.001, ((ended ?? clock.GetUtcNow()) - from).TotalSeconds) : 0;
        return new(row.GetString(0), row.GetString(1), Enum.Parse<RebuildState>(row.GetString(2), ignoreCase: true), processed, total, Math.Round(rate, 1),
            ended is null && rate > 0 ? Math.Round((total - processed) / rate, 1) : null, row.GetString(5), Text(6), Time(7)!.Value, started, ended,
            Text(10) is { } verification ? JsonSerializer.Deserialize<Verification>(verification, ContractJson.Options) : null, Text(11));
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static string Word(RebuildState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
