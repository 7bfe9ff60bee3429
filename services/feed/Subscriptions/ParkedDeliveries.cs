using Npgsql;

namespace Territory.Feed.Subscriptions;

/// <summary>A delivery that was put aside after its last attempt.</summary>
public sealed record Parked(long Position, long Previous, string EventId, DateTimeOffset Since, DateTimeOffset ParkedAt, int Attempts, string Reason, bool Retry);

/// <summary>The deliveries put aside (table <c>feed.parked</c>): kept until they were delivered after all, or skipped by a person with a reason.</summary>
public sealed class ParkedDeliveries(FeedStore store, SubscriptionRegister register)
{
    private const string Table = FeedStore.Schema + ".parked";

    public async Task<IReadOnlyList<Parked>> ListAsync(string id, long after, int limit, CancellationToken cancellation, bool retryOnly = false)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, previous, event_id, since, parked_at, attempts, reason, retry from {Table} where subscription = $1 and position > $2 {(retryOnly ? "and retry" : "")} order by position limit $3");
        foreach (var value in new object[] { id, after, limit }) read.Parameters.Add(new() { Value = value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var parked = new List<Parked>();
        while (await row.ReadAsync(cancellation))
            parked.Add(new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4), row.GetInt32(5), row.GetString(6), row.GetBoolean(7)));
        return parked;
    }

    /// <summary>Wants another attempt at one, or at all of them; how many that are.</summary>
    internal async Task<long> RetryAsync(string id, long? position, ByWhom who, CancellationToken cancellation)
    {
        var count = 0L;
        await register.InTransactionAsync(async connection =>
        {
            count = await CountAsync(connection, $"with wanted as (update {Table} set retry = true where subscription = $1 and ($2::bigint is null or position = $2) returning 1) select count(*) from wanted", id, position, cancellation);
            if (count > 0) await SubscriptionRegister.RecordAsync(connection, id, who, "retried", position is null ? $"all {count} parked" : $"position {position}", cancellation);
            return null;
        }, cancellation);
        return count;
    }

    internal async Task<bool> SkipAsync(string id, long position, string reason, ByWhom who, CancellationToken cancellation)
    {
        var count = 0L;
        await register.InTransactionAsync(async connection =>
        {
            count = await CountAsync(connection, $"with skipped as (delete from {Table} where subscription = $1 and position = $2 returning 1) select count(*) from skipped", id, position, cancellation);
            if (count > 0) await SubscriptionRegister.RecordAsync(connection, id, who, "skipped", $"position {position}: {reason}", cancellation);
            return null;
        }, cancellation);
        return count > 0;
    }

    /// <summary>Which subscriptions a person wants another attempt for.</summary>
    public async Task<IReadOnlyList<string>> WantedAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select distinct subscription from {Table} where retry");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var wanted = new List<string>();
        while (await row.ReadAsync(cancellation)) wanted.Add(row.GetString(0));
        return wanted;
    }

    /// <summary>It arrived after all; its change counts as told.</summary>
    public Task DeliveredAsync(string id, Delivery delivery, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return register.InTransactionAsync(async connection =>
        {
            await SubscriptionRegister.ExecuteAsync(connection, $"delete from {Table} where subscription = $1 and position = $2", cancellation, id, delivery.Change.Position);
            await SubscriptionRegister.ExecuteAsync(connection, $"update {FeedStore.Schema}.progress set deliveries = deliveries + 1 where subscription = $1", cancellation, id);
            if (delivery.Filtered && delivery.Change.Event.Change is { } change)
                await SubscriptionRegister.ExecuteAsync(connection, $"insert into {FeedStore.Schema}.told select $1, $2 where exists (select 1 from {FeedStore.Schema}.subscriptions where id = $1) on conflict do nothing", cancellation, id, change.ChangeId);
            return null;
        }, cancellation);
    }

    public Task FailedAsync(string id, long position, string reason, CancellationToken cancellation) => register.InTransactionAsync(async connection =>
    {
        await SubscriptionRegister.ExecuteAsync(connection, $"update {Table} set retry = false, attempts = attempts + 1, reason = $3 where subscription = $1 and position = $2", cancellation, id, position, reason);
        return null;
    }, cancellation);

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql, string id, long? position, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = (object?)position ?? DBNull.Value });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
