using Npgsql;
using Territory.Hosting.Settings;

namespace Territory.Feed.Subscriptions;

/// <summary>
/// Moves cursors. Every step names the cursor and the term it starts from, so a leader that was frozen meanwhile, or a
/// delivery under way while a person paused or reset the subscription, moves nothing.
/// </summary>
public sealed class SubscriptionProgress(FeedStore store, TerritorySettings settings) : IDisposable
{
    /// <summary>Hundreds of deliveries end at once: half of the connections stay for everybody else.</summary>
    private readonly SemaphoreSlim moving = new(Math.Max(1, settings.PoolSize / 2));

    private const string Schema = FeedStore.Schema;

    private const string Fence = "subscription = $1 and cursor = $2 and term = $3";

    private const string Cleared = "attempts = 0, failing_since = null, next_attempt_at = null, reason = null";

    /// <summary>Everything up to the batch's end is done. False when somebody else moved the cursor.</summary>
    public Task<bool> AcknowledgeAsync(string id, Progress from, Batch batch, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Deliveries.Count == 0) return MovedAsync($"update {Schema}.progress set cursor = $4 where {Fence} returning 1", cancellation, id, from.Cursor, from.Term, batch.End);
        // Only a filter can miss the revision of something told.
        var told = batch.Deliveries.Where(d => d.Filtered).Select(d => d.Change.Event.Change?.ChangeId).OfType<string>().Distinct().ToArray();
        return MovedAsync($"""
            with moved as (update {Schema}.progress set cursor = $4, delivered = $5, deliveries = deliveries + $6, delivered_at = $7, {Cleared} where {Fence} returning 1),
            told as (insert into {Schema}.told select $1, change_id from unnest($8) as change_id where exists (select 1 from moved) on conflict do nothing)
            select 1 from moved
            """, cancellation, id, from.Cursor, from.Term, batch.End, batch.Deliveries[^1].Change.Position, (long)batch.Deliveries.Count, now.UtcDateTime, told);
    }

    /// <summary>An attempt failed; the next one is due.</summary>
    public Task<bool> FailAsync(string id, Progress from, string reason, DateTimeOffset now, DateTimeOffset next, CancellationToken cancellation) => MovedAsync($"""
        update {Schema}.progress set attempts = attempts + 1, failing_since = coalesce(failing_since, $4), next_attempt_at = $5, reason = $6 where {Fence} returning 1
        """, cancellation, id, from.Cursor, from.Term, now.UtcDateTime, next.UtcDateTime, reason);

    /// <summary>Puts a delivery aside after its last attempt and goes on behind it.</summary>
    public Task<bool> ParkAsync(string id, Progress from, Delivery delivery, string reason, DateTimeOffset now, CancellationToken cancellation) => MovedAsync($"""
        with moved as (update {Schema}.progress set cursor = $4, delivered = $4, {Cleared} where {Fence} returning 1)
        insert into {Schema}.parked (subscription, position, previous, event_id, since, parked_at, attempts, reason)
        select $1, $4, $5, $6, $7, $8, $9, $10 from moved
        on conflict (subscription, position) do update set parked_at = excluded.parked_at, attempts = excluded.attempts, reason = excluded.reason, retry = false returning 1
        """, cancellation, id, from.Cursor, from.Term, delivery.Change.Position, delivery.Previous, delivery.Change.Event.Id, (from.FailingSince ?? now).UtcDateTime, now.UtcDateTime, from.Attempts + 1, reason);

    /// <summary>The target wants nothing any more: nothing goes out until a person says so.</summary>
    public Task<bool> PauseAsync(string id, Progress from, string reason, DateTimeOffset now, CancellationToken cancellation) => MovedAsync($"""
        with moved as (update {Schema}.progress set term = term + 1, reason = $4 where {Fence} returning 1),
        acted as (insert into {Schema}.subscription_acts (subscription, at, who, act, detail) select $1, $5, 'territory', 'paused', $4 from moved)
        update {Schema}.subscriptions set state = 'paused', state_reason = $4 where id = $1 and exists (select 1 from moved) returning 1
        """, cancellation, id, from.Cursor, from.Term, reason, now.UtcDateTime);

    public async Task<bool> WasToldAsync(string id, string changeId, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select 1 from {Schema}.told where subscription = $1 and change_id = $2");
        read.Parameters.Add(new() { Value = id });
        read.Parameters.Add(new() { Value = changeId });
        return await read.ExecuteScalarAsync(cancellation) is not null;
    }

    public async Task<Progress?> ReadAsync(string id, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select cursor, delivered, term, deliveries, delivered_at, attempts, failing_since, next_attempt_at, reason from {Schema}.progress where subscription = $1");
        read.Parameters.Add(new() { Value = id });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Of(row, 0) : null;
    }

    internal static Progress Of(NpgsqlDataReader row, int at) => new(
        row.GetInt64(at), row.GetInt64(at + 1), row.GetInt64(at + 2), row.GetInt64(at + 3), Time(row, at + 4), row.GetInt32(at + 5), Time(row, at + 6), Time(row, at + 7), row.IsDBNull(at + 8) ? null : row.GetString(at + 8));

    private static DateTimeOffset? Time(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<DateTimeOffset>(at);

    private async Task<bool> MovedAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await moving.WaitAsync(cancellation);
        try
        {
            await using var move = store.Database.Pool.CreateCommand(sql);
            foreach (var value in values) move.Parameters.Add(new() { Value = value });
            return await move.ExecuteScalarAsync(cancellation) is not null;
        }
        finally
        {
            moving.Release();
        }
    }

    public void Dispose() => moving.Dispose();
}
