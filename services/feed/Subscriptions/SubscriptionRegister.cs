using System.Text.Json;
using Npgsql;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Feed.Subscriptions;

/// <summary>Who is making an act, when.</summary>
public sealed record ByWhom(string Name, DateTimeOffset At);

/// <summary>What persons do to subscriptions. Each act and the record of it are one transaction, and end the term of deliveries under way.</summary>
public sealed class SubscriptionRegister(FeedStore store, IConfiguration configuration)
{
    private const string Schema = FeedStore.Schema;

    private static readonly string[] Belonging = ["progress", "secrets", "former_secrets", "told", "parked"];
    private const int MostFormer = 4;

    /// <summary>How many one person may have.</summary>
    public int Most { get; } = int.TryParse(configuration["SUBSCRIPTIONS_MOST"], out var most) && most > 0 ? most : 1000;

    /// <summary>Keeps a new one. Refused when its owner has too many already, or its queue is another's.</summary>
    public Task<IResult?> CreateAsync(Subscription made, long cursor, string? secret, ByWhom who, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(who);
        return InTransactionAsync(async connection =>
        {
            await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended('subscriptions of ' || $1, 0))", cancellation, made.Owner);
            if (await ScalarAsync(connection, $"select count(*) from {Schema}.subscriptions where owner = $1", cancellation, made.Owner) is long have && have >= Most) return TooMany(have);
            if (made.Target.Queue is { } queue && await ScalarAsync(connection, $"select 1 from {Schema}.subscriptions where queue = $1", cancellation, queue) is not null) return QueueTaken(queue);
            await ExecuteAsync(connection, $"insert into {Schema}.subscriptions (id, theatre, name, owner, type, url, queue, filter, state, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", cancellation,
                made.Id, made.Theatre, made.Name, made.Owner, EnumWords.Word(made.Target.Type), made.Target.Url, made.Target.Queue, JsonSerializer.Serialize(made.Filter, ContractJson.Options), EnumWords.Word(made.State), made.CreatedAt.UtcDateTime);
            await ExecuteAsync(connection, $"insert into {Schema}.progress (subscription, cursor, delivered) values ($1, $2, $2)", cancellation, made.Id, cursor);
            if (secret is not null) await ExecuteAsync(connection, $"insert into {Schema}.secrets (subscription, secret) values ($1, $2)", cancellation, made.Id, secret);
            await RecordAsync(connection, made.Id, who, "created", $"from position {cursor}", cancellation);
            return null;
        }, cancellation);
    }

    /// <summary>Sets it going or holds it; going again, it tries at once.</summary>
    public Task SetStateAsync(string id, SubscriptionState state, ByWhom who, CancellationToken cancellation) => InTransactionAsync(async connection =>
    {
        var word = EnumWords.Word(state);
        if (await ScalarAsync(connection, $"update {Schema}.subscriptions set state = $2, state_reason = null where id = $1 and state <> $2 returning 1", cancellation, id, word) is null) return null;
        await NewTermAsync(connection, id, null, cancellation);
        await RecordAsync(connection, id, who, word, null, cancellation);
        return null;
    }, cancellation);

    /// <summary>Moves its cursor. What is parked stays parked.</summary>
    public Task ResetAsync(string id, long cursor, ByWhom who, CancellationToken cancellation) => InTransactionAsync(async connection =>
    {
        await NewTermAsync(connection, id, cursor, cancellation);
        await RecordAsync(connection, id, who, "reset", $"to position {cursor}", cancellation);
        return null;
    }, cancellation);

    /// <summary>Gives it a new secret. Each one before it is good until the time that was said when it was replaced; a rotation without overlap ends them all.</summary>
    public Task<IResult?> RotateAsync(string id, string secret, DateTimeOffset previousUntil, ByWhom who, CancellationToken cancellation) => InTransactionAsync(async connection =>
    {
        // One rotation after the other: each must see the secret the one before it gave.
        await ExecuteAsync(connection, $"select 1 from {Schema}.secrets where subscription = $1 for update", cancellation, id);
        await ExecuteAsync(connection, $"delete from {Schema}.former_secrets where subscription = $1 and (until <= $2 or $3 <= $2)", cancellation, id, who.At.UtcDateTime, previousUntil.UtcDateTime);
        if (await ScalarAsync(connection, $"select count(*) from {Schema}.former_secrets where subscription = $1", cancellation, id) is long former and >= MostFormer) return TooManyFormer(former);
        await ExecuteAsync(connection, $"insert into {Schema}.former_secrets select subscription, secret, $2 from {Schema}.secrets where subscription = $1", cancellation, id, previousUntil.UtcDateTime);
        await ExecuteAsync(connection, $"update {Schema}.secrets set secret = $2, previous = null where subscription = $1", cancellation, id, secret);
        await ExecuteAsync(connection, $"update {Schema}.progress set term = term + 1 where subscription = $1", cancellation, id);
        await RecordAsync(connection, id, who, "rotated the secret", $"the one before is valid until {previousUntil:u}", cancellation);
        return null;
    }, cancellation);

    /// <param name="with">What went with it.</param>
    public Task DeleteAsync(string id, ByWhom who, string? with, CancellationToken cancellation) => InTransactionAsync(async connection =>
    {
        foreach (var table in Belonging) await ExecuteAsync(connection, $"delete from {Schema}.{table} where subscription = $1", cancellation, id);
        await ExecuteAsync(connection, $"delete from {Schema}.subscriptions where id = $1", cancellation, id);
        await RecordAsync(connection, id, who, "deleted", with, cancellation);
        return null;
    }, cancellation);

    /// <summary>The secrets valid at a time, the present one first.</summary>
    public async Task<IReadOnlyList<byte[]>> SecretsAsync(string id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"""
            select secret from (
              select secret, 'infinity'::timestamptz as until from {Schema}.secrets where subscription = $1
              union all select secret, until from {Schema}.former_secrets where subscription = $1 and until > $2) valid order by until desc
            """);
        read.Parameters.Add(new() { Value = id });
        read.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var secrets = new List<byte[]>();
        while (await row.ReadAsync(cancellation)) secrets.Add(Webhooks.Signature.Bytes(row.GetString(0))!);
        return secrets;
    }

    internal static Task RecordAsync(NpgsqlConnection connection, string id, ByWhom who, string act, string? detail, CancellationToken cancellation) =>
        ExecuteAsync(connection, $"insert into {Schema}.subscription_acts (subscription, at, who, act, detail) values ($1, $2, $3, $4, $5)", cancellation, id, who.At.UtcDateTime, who.Name, act, detail);

    internal async Task<IResult?> InTransactionAsync(Func<NpgsqlConnection, Task<IResult?>> act, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var refused = await act(connection);
        if (refused is null) await transaction.CommitAsync(cancellation);
        return refused;
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values) => await ScalarAsync(connection, sql, cancellation, values);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static Task NewTermAsync(NpgsqlConnection connection, string id, long? cursor, CancellationToken cancellation) => ExecuteAsync(connection, $"""
        update {Schema}.progress set term = term + 1, cursor = coalesce($2::bigint, cursor), delivered = coalesce($2::bigint, delivered), attempts = 0, failing_since = null, next_attempt_at = null, reason = null where subscription = $1
        """, cancellation, id, cursor);

    private static IResult TooManyFormer(long former) => Refusal.Conflict(
        $"{former} secrets from before are still good, and every delivery is signed with each of them. Wait until one has run out, or rotate with overlapHours 0, which ends them all at once.", new FieldError("overlapHours", null, "0, or a later time"));

    private IResult TooMany(long have) => Refusal.Of(StatusCodes.Status422UnprocessableEntity, "Too many subscriptions",
        $"You have {have} subscriptions, and one key may have {Most}. Delete one that is not needed, or widen the filter of one; GET /api/subscriptions lists them.", [new("owner", $"{have} subscriptions", $"at most {Most} for one key")]);

    internal static IResult QueueTaken(string queue) => Refusal.Conflict($"A queue or stream '{queue}' exists already, and is not this subscription's. Choose another name, or leave it out.", new FieldError("target.queue", queue, "a name nobody uses"));
}
