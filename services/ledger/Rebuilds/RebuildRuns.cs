using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Ledger.Rebuilds;

/// <summary>The runs, past and present (table <c>ledger.rebuilds</c>): progress lives here, not in the job.</summary>
public sealed class RebuildRuns(LedgerStore store, TimeProvider clock)
{
    private const string Table = LedgerStore.Schema + ".rebuilds";

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, view text not null, state text not null, processed bigint not null default 0, total bigint not null default 0,
          started_by text not null, reason text, requested_at timestamptz not null, started_at timestamptz, ended_at timestamptz,
          verification jsonb, error text, cancel_requested boolean not null default false, approved_by text);
        alter table {Table} add column if not exists stage text, add column if not exists rate double precision not null default 0, add column if not exists fence bigint not null default 0,
          add column if not exists cancelled_by text, add column if not exists found bigint[], add column if not exists approved bigint[], add column if not exists stage_share double precision;
        """;

    private const string Columns = "id, view, state, stage, processed, total, rate, started_by, reason, approved_by, requested_at, started_at, ended_at, verification::text, error, fence, cancel_requested, cancelled_by, stage_share";

    /// <summary>Adds a run, unless one of the same view has not ended: then it is that one.</summary>
    /// <param name="approvedBy">Who approves of differences beforehand; null when they are to be shown first.</param>
    public async Task<(RebuildRun Run, bool Added)> AddAsync(string view, string startedBy, string? reason, CancellationToken cancellation, string? approvedBy = null)
    {
        var id = "reb_" + Guid.CreateVersion7().ToString("N");
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Two who start at once: the second sees what the first did.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended($1, 0))", cancellation, "rebuild-start:" + view);
        var added = await ExecuteAsync(connection, $"""
            insert into {Table} (id, view, state, started_by, reason, requested_at, approved_by) select $1, $2, 'queued', $3, $4, $5, $6
            where not exists (select from {Table} where view = $2 and ended_at is null)
            """, cancellation, id, view, startedBy, reason, clock.GetUtcNow().UtcDateTime, approvedBy) == 1;
        await transaction.CommitAsync(cancellation);
        return ((added ? await FindAsync(id, cancellation) : (await UnfinishedAsync(cancellation)).FirstOrDefault(r => r.View == view)) ?? (await ListAsync(view, null, Listing.NewestFirst(1), cancellation))[0], added);
    }

    public async Task<RebuildRun?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync("where id = $1 limit $2", cancellation, id, 1)).SingleOrDefault();

    /// <summary>A page of them and one more; ids of version 7 order by time.</summary>
    /// <param name="view">Only of this view; null: of all.</param>
    /// <param name="state">Only those that stand so; null: whatever they do.</param>
    public Task<IReadOnlyList<RebuildRun>> ListAsync(string? view, RebuildState? state, Listing asked, CancellationToken cancellation) => ReadAsync(
        $"where ($1::text is null or view = $1) and ($2::text is null or state = $2) and {asked.Behind("$3")} {asked.Order} limit $4", cancellation, view, state is { } known ? Word(known) : null, asked.From, asked.Looked);

    public Task<IReadOnlyList<RebuildRun>> UnfinishedAsync(CancellationToken cancellation) => ReadAsync("where ended_at is null order by id", cancellation);

    /// <summary>A worker takes a run up: from now on only what carries this number is written. Null when it has ended, or has come to wait for a person since it was looked at.</summary>
    public async Task<RebuildRun?> TakeUpAsync(string id, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set fence = fence + 1, stage_share = null, started_at = coalesce(started_at, $2) where id = $1 and ended_at is null and (state <> 'awaitingApproval' or cancel_requested)", cancellation, id, clock.GetUtcNow().UtcDateTime) == 1
            ? await FindAsync(id, cancellation) : null;

    /// <param name="run">The run.</param>
    /// <param name="state">Where it stands from now on.</param>
    /// <param name="stage">What it does, in words without a number.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="share">How much of the stage is done, from 0 to 1; null where nobody measures that.</param>
    /// <exception cref="FencedOffException">Somebody else has taken it up since.</exception>
    public Task SetAsync(RebuildRun run, RebuildState state, string? stage, CancellationToken cancellation, double? share = null) => WriteAsync(
        run, "state = $3, stage = $4, ended_at = case when $5 then $6::timestamptz end, found = case when not $5 then found end, approved = case when not $5 then approved end, stage_share = $7::double precision", cancellation, Word(state), stage, IsEnd(state), clock.GetUtcNow().UtcDateTime, share);

    public Task ProgressAsync(RebuildRun run, long processed, long total, double rate, CancellationToken cancellation) => WriteAsync(run, "processed = $3, total = $4, rate = $5", cancellation, processed, total, rate);

    /// <summary>How far an earlier attempt came; how fast it was is kept when there is nothing left to fold.</summary>
    public Task ResumedAsync(RebuildRun run, long processed, long total, CancellationToken cancellation) => WriteAsync(run, "processed = $3, total = $4, rate = case when $3 >= $4 then rate else 0 end", cancellation, processed, total);

    /// <param name="run">The run.</param>
    /// <param name="verification">What is shown of what was found.</param>
    /// <param name="different">All of it, by digest: an approval is one of these.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task VerifiedAsync(RebuildRun run, Verification verification, IReadOnlyCollection<long> different, CancellationToken cancellation) =>
        WriteAsync(run, "verification = $3::jsonb, found = $4", cancellation, JsonSerializer.Serialize(verification, ContractJson.Options), different.ToArray());

    /// <summary>Waits for a person's word; an earlier one was about something else.</summary>
    public Task WaitAsync(RebuildRun run, string stage, CancellationToken cancellation) => WriteAsync(run, "state = 'awaitingApproval', stage = $3, stage_share = null, approved_by = null, approved = null", cancellation, stage);

    internal async Task<Approval> ApprovalAsync(RebuildRun run, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select approved_by is not null and approved is null, coalesce(approved, array[]::bigint[]) from {Table} where id = $1");
        read.Parameters.Add(new() { Value = run.Id });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetBoolean(0), row.GetFieldValue<long[]>(1).ToHashSet());
    }

    /// <summary>What went wrong; it is tried again.</summary>
    public Task StumbledAsync(RebuildRun run, string? error, CancellationToken cancellation) => WriteAsync(run, "error = $3", cancellation, error);

    public Task FailAsync(RebuildRun run, string error, CancellationToken cancellation) =>
        WriteAsync(run, "error = $3, state = 'failed', stage = null, stage_share = null, ended_at = $4, found = null, approved = null", cancellation, error, clock.GetUtcNow().UtcDateTime);

    /// <summary>Ends it in the transaction that swaps, so that the two are one. False when it is somebody else's by now, or nobody wants it any more.</summary>
    internal async Task<bool> DoneAsync(NpgsqlConnection connection, RebuildRun run, Verification? verification, CancellationToken cancellation) => await ExecuteAsync(connection, $"""
        update {Table} set state = 'done', stage = null, stage_share = null, error = null, ended_at = $3, found = null, approved = null, verification = coalesce($4::jsonb, verification) where id = $1 and fence = $2 and ended_at is null and not cancel_requested
        """, cancellation, run.Id, run.Fence, clock.GetUtcNow().UtcDateTime, verification is null ? null : JsonSerializer.Serialize(verification, ContractJson.Options)) == 1;

    /// <summary>False when the run has ended already.</summary>
    public async Task<bool> RequestCancelAsync(string id, string by, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set cancel_requested = true, cancelled_by = coalesce(cancelled_by, $2) where id = $1 and ended_at is null", cancellation, id, by) == 1;

    /// <summary>Approves of what is shown. False when the run does not wait for approval.</summary>
    public async Task<bool> ApproveAsync(string id, string by, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set approved_by = $2, approved = coalesce(found, array[]::bigint[]), state = 'swapping', stage = 'approved' where id = $1 and state = 'awaitingApproval' and not cancel_requested", cancellation, id, by) == 1;

    private async Task WriteAsync(RebuildRun run, string set, CancellationToken cancellation, params object?[] values)
    {
        if (await ExecuteAsync($"update {Table} set {set} where id = $1 and fence = $2 and ended_at is null", cancellation, [run.Id, run.Fence, .. values]) != 1) throw new FencedOffException();
    }

    private async Task<IReadOnlyList<RebuildRun>> ReadAsync(string where, CancellationToken cancellation, params object?[] values)
    {
        await using var read = store.Database.Pool.CreateCommand($"select {Columns} from {Table} {where}");
        Add(read, values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var runs = new List<RebuildRun>();
        while (await row.ReadAsync(cancellation)) runs.Add(Read(row));
        return runs;
    }

    private static RebuildRun Read(NpgsqlDataReader row)
    {
        DateTimeOffset? Time(int i) => row.IsDBNull(i) ? null : row.GetFieldValue<DateTimeOffset>(i);
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        var (state, processed, total, rate) = (Enum.Parse<RebuildState>(row.GetString(2), ignoreCase: true), row.GetInt64(4), row.GetInt64(5), row.GetDouble(6));
        // Kept is the last one measured; a run that builds, compares or waits folds nothing.
        var now = state == RebuildState.Folding || IsEnd(state) ? Math.Round(rate, 1) : 0;
        double? share = row.IsDBNull(18) ? null : Math.Round(row.GetDouble(18), 2);
        return new(row.GetString(0), row.GetString(1), state, InWords(Text(3), share), share, processed, total, now, state == RebuildState.Folding && rate > 0 ? Math.Round((total - processed) / rate, 1) : null,
            row.GetString(7), Text(8), Text(9), Time(10)!.Value, Time(11), Time(12), Text(13) is { } found ? JsonSerializer.Deserialize<Verification>(found, ContractJson.Options) : null, Text(14))
        { Fence = row.GetInt64(15), CancelRequested = row.GetBoolean(16), CancelledBy = Text(17) };
    }

    internal static string? InWords(string? stage, double? share) => stage is null || share is null ? stage : string.Create(CultureInfo.InvariantCulture, $"{stage}, {share:0 %}");

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        Add(command, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Add(command, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values) command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = value });
    }

    internal static bool IsEnd(RebuildState state) => state is RebuildState.Done or RebuildState.Failed or RebuildState.Cancelled;

    internal static string Word(RebuildState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
