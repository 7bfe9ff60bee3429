using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Feed.Subscriptions;
using Territory.Hosting.Http;

namespace Territory.Feed.Replays;

/// <summary>
/// The replays, past and present (table <c>feed.replays</c>): where each is stands here, not in its job. Whoever moves one
/// shows the fence it took at its start: a runner that froze and was followed by another moves nothing any more.
/// </summary>
public sealed class ReplayRuns(FeedStore store, TimeProvider clock)
{
    private const string Table = FeedStore.Schema + ".replays";

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, theatre text not null, after_position bigint not null, until_position bigint not null, known bigint, filter text not null, target text not null, secret text,
          speed double precision not null, state text not null, total bigint not null, position bigint not null, processed bigint not null default 0, delivered bigint not null default 0, last_delivered bigint not null,
          due_at timestamptz, attempts int not null default 0, failing_since timestamptz, fence bigint not null default 0,
          started_by text not null, cancelled_by text, requested_at timestamptz not null, started_at timestamptz, ended_at timestamptz, error text);
        """;

    private const string Columns = "id, theatre, after_position, until_position, known, filter, target, speed, state, total, position, processed, delivered, last_delivered, due_at, attempts, failing_since, started_by, cancelled_by, requested_at, started_at, ended_at, error";

    public async Task<Replay> AddAsync(string theatre, ReplayStretch stretch, FilterOfSubscription filter, ReplayTarget target, double speed, long total, string startedBy, string? secret, CancellationToken cancellation)
    {
        var id = "rpl_" + Guid.CreateVersion7().ToString("N");
        await ExecuteAsync($"""
            insert into {Table} (id, theatre, after_position, until_position, known, filter, target, secret, speed, state, total, position, last_delivered, started_by, requested_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $3, $3, $12, $13)
            """, cancellation, id, theatre, stretch.After, stretch.Until, stretch.Known, Json(filter), Json(target), secret, speed,
            Word(target.Type == ReplayTargetType.File ? ReplayState.Ready : ReplayState.Queued), total, startedBy, Now);
        return (await FindAsync(id, cancellation))!;
    }

    public async Task<Replay?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync("where id = $1", cancellation, id)).SingleOrDefault();

    /// <summary>A page of them and one more; ids of version 7 order by time.</summary>
    public Task<IReadOnlyList<Replay>> ListAsync(Listing asked, CancellationToken cancellation) => ReadAsync($"where {asked.Behind("$1")} {asked.Order} limit $2", cancellation, asked.From, asked.Looked);

    /// <summary>What somebody has to go on with.</summary>
    public Task<IReadOnlyList<Replay>> UnfinishedAsync(CancellationToken cancellation) => ReadAsync("where state in ('queued', 'running') order by id", cancellation);

    public async Task<string?> SecretAsync(string id, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select secret from {Table} where id = $1");
        read.Parameters.Add(new() { Value = id });
        return await read.ExecuteScalarAsync(cancellation) as string;
    }

    /// <summary>Takes it over; the fence to show from here on, null when it has ended.</summary>
    public async Task<long?> TakeAsync(string id, CancellationToken cancellation)
    {
        await using var take = store.Database.Pool.CreateCommand($"update {Table} set state = 'running', fence = fence + 1, started_at = coalesce(started_at, $2) where id = $1 and state in ('queued', 'running') returning fence");
        take.Parameters.Add(new() { Value = id });
        take.Parameters.Add(new() { Value = Now });
        return await take.ExecuteScalarAsync(cancellation) as long?;
    }

    /// <summary>Whether it is still ours to run: not cancelled, and nobody followed us.</summary>
    public async Task<bool> StandsAsync(string id, long fence, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set state = state where id = $1 and fence = $2 and state = 'running'", cancellation, id, fence) == 1;

    /// <summary>Moves it on; false when it is not ours any more.</summary>
    public async Task<bool> AdvanceAsync(Replay to, long fence, CancellationToken cancellation) => await ExecuteAsync(
        $"update {Table} set position = $3, processed = $4, delivered = $5, last_delivered = $6, due_at = $7, attempts = 0, failing_since = null, error = null where id = $1 and fence = $2 and state = 'running'", cancellation,
        to.Id, fence, to.Position, to.Processed, to.Delivered, to.LastDelivered, to.DueAt?.UtcDateTime) == 1;

    public Task StumbledAsync(string id, long fence, string reason, CancellationToken cancellation) => ExecuteAsync(
        $"update {Table} set attempts = attempts + 1, failing_since = coalesce(failing_since, $3), error = $4 where id = $1 and fence = $2 and state = 'running'", cancellation, id, fence, Now, reason);

    public Task EndAsync(string id, long fence, ReplayState state, string? error, CancellationToken cancellation) => ExecuteAsync(
        $"update {Table} set state = $3, error = $4, ended_at = $5 where id = $1 and fence = $2 and state = 'running'", cancellation, id, fence, Word(state), error, Now);

    /// <summary>How far the latest fetching of a file has come.</summary>
    public Task FetchedAsync(Replay to, bool whole, CancellationToken cancellation) => ExecuteAsync($"""
        update {Table} set position = $2, processed = $3, delivered = $4, last_delivered = $5, started_at = coalesce(started_at, $6), ended_at = case when $7 then coalesce(ended_at, $6) else ended_at end, state = case when $7 then 'done' else state end
        where id = $1 and state in ('ready', 'done')
        """, cancellation, to.Id, to.Position, to.Processed, to.Delivered, to.LastDelivered, Now, whole);

    /// <summary>False when it has ended already.</summary>
    public async Task<bool> CancelAsync(string id, string by, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set state = 'cancelled', cancelled_by = $2, ended_at = $3 where id = $1 and ended_at is null", cancellation, id, by, Now) == 1;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<IReadOnlyList<Replay>> ReadAsync(string where, CancellationToken cancellation, params object[] values)
    {
        await using var read = store.Database.Pool.CreateCommand($"select {Columns} from {Table} {where}");
        foreach (var value in values) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var runs = new List<Replay>();
        while (await row.ReadAsync(cancellation)) runs.Add(Read(row));
        return runs;
    }

    private static Replay Read(NpgsqlDataReader row)
    {
        DateTimeOffset? Time(int i) => row.IsDBNull(i) ? null : row.GetFieldValue<DateTimeOffset>(i);
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        return new(row.GetString(0), row.GetString(1), new(row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4)),
            JsonSerializer.Deserialize<FilterOfSubscription>(row.GetString(5), ContractJson.Options)!, JsonSerializer.Deserialize<ReplayTarget>(row.GetString(6), ContractJson.Options)!,
            row.GetDouble(7), Enum.Parse<ReplayState>(row.GetString(8), ignoreCase: true), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13),
            Time(14), row.GetInt32(15), Time(16), row.GetString(17), Text(18), Time(19)!.Value, Time(20), Time(21), Text(22));
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown } : new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);

    internal static string Word(ReplayState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
