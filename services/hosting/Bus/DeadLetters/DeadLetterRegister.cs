using Npgsql;
using Territory.Hosting.Http;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>The register of dead letters (schema <c>bus</c>), one for all services: a row for each message, however often it fails.</summary>
internal sealed class DeadLetterRegister(TerritorySettings settings, TimeProvider clock) : IAsyncDisposable
{
    private const string Columns = "id, queue, message_type, state, failures, first_failed_at, last_failed_at, error, acted_by, acted_at, reason";
    private const string IsOpen = "state in ('waiting', 'retrying')";
    private static readonly TimeSpan Unheard = TimeSpan.FromMinutes(1);
    private readonly NpgsqlDataSource pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.Postgres) { MaxPoolSize = 4, ApplicationName = "territory-bus" });

    internal static SchemaWork Schema => new("bus", async (services, cancellation) =>
    {
        var register = (DeadLetterRegister)services.GetService(typeof(DeadLetterRegister))!;
        await register.ExecuteAsync($"""
            create table if not exists bus.dead_letters (
              id text primary key, identity bytea not null unique, queue text not null, message_type text, content_type text not null, body bytea not null,
              state text not null, failures int not null, first_failed_at timestamptz not null, last_failed_at timestamptz not null, error text not null,
              acted_by text, acted_at timestamptz, reason text);
            create index if not exists dead_letters_open on bus.dead_letters (id) where {IsOpen};
            create index if not exists dead_letters_by_id on bus.dead_letters (id collate "C");
            """, cancellation);
    });

    /// <summary>Keeps a message that failed, or counts another failure of it. What a person gave up stays given up.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> KeepAsync(QueuedMessage message, string error, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return (string)(await ScalarAsync("""
            insert into bus.dead_letters as kept (id, identity, queue, message_type, content_type, body, state, failures, first_failed_at, last_failed_at, error)
            values ($1, $2, $3, $4, $5, $6, 'waiting', 1, $7, $7, $8)
            on conflict (identity) do update set failures = kept.failures + 1, last_failed_at = excluded.last_failed_at, error = excluded.error, body = excluded.body, content_type = excluded.content_type,
              state = case kept.state when 'discarded' then kept.state else excluded.state end
            returning id
            """, cancellation, "dlt_" + Guid.CreateVersion7(now).ToString("N"), message.Identity(), message.Queue, message.Type, message.ContentType, message.Body, now.UtcDateTime, error))!;
    }

    /// <summary>A page of them and one more.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterState? state, string? queue, Listing asked, CancellationToken cancellation) => ReadAsync(
        $"where ($1::text is null or state = $1) and ($2::text is null or queue = $2) and {asked.Behind("$3")} {asked.Order} limit $4", cancellation, state is { } known ? EnumWords.Word(known) : null, queue, asked.From, asked.Looked);

    public async Task<DeadLetter?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync("where id = $1", cancellation, id)).SingleOrDefault();

    /// <summary>A page, and one more, of those that wait, and those that were sent again and not heard of for a minute.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListToRetryAsync(string? queue, Listing asked, CancellationToken cancellation) => ReadAsync(
        $"where (state = 'waiting' or state = 'retrying' and acted_at < $4) and ($1::text is null or queue = $1) and {asked.Behind("$2")} {asked.Order} limit $3",
        cancellation, queue, asked.From, asked.Looked, (clock.GetUtcNow() - Unheard).UtcDateTime);

    /// <summary>How many of them lie behind one.</summary>
    public async Task<long> ToRetryAsync(string? queue, string after, CancellationToken cancellation) => (long)(await ScalarAsync(
        "select count(*) from bus.dead_letters where (state = 'waiting' or state = 'retrying' and acted_at < $3) and ($1::text is null or queue = $1) and id collate \"C\" > $2",
        cancellation, queue, after, (clock.GetUtcNow() - Unheard).UtcDateTime))!;

    /// <summary>What is in it.</summary>
    public async Task<QueuedMessage> ReadAsync(string id, CancellationToken cancellation)
    {
        await using var read = Command("select queue, content_type, body from bus.dead_letters where id = $1", id);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)) : throw new InvalidOperationException($"There is no dead letter {id}: none is ever deleted.");
    }

    /// <summary>Notes that somebody had it sent again: it may have been taken meanwhile, or have failed again. What another person did with it meanwhile stands.</summary>
    /// <param name="letter">As it was before it was sent.</param>
    public Task RetriedAsync(DeadLetter letter, string by, CancellationToken cancellation) => ExecuteAsync("""
        update bus.dead_letters set acted_by = $2, acted_at = $3, reason = null,
          state = case when state = 'delivered' then state when failures <> $4 then 'waiting' else 'retrying' end
        where id = $1 and acted_at is not distinct from $5::timestamptz
        """, cancellation, letter.Id, by, clock.GetUtcNow().UtcDateTime, letter.Failures, letter.ActedAt?.UtcDateTime);

    /// <summary>False when there is nothing to give up: it was delivered or discarded meanwhile.</summary>
    public async Task<bool> DiscardAsync(string id, string by, string reason, CancellationToken cancellation) =>
        await ExecuteAsync($"update bus.dead_letters set state = 'discarded', acted_by = $2, acted_at = $3, reason = $4 where id = $1 and {IsOpen}", cancellation, id, by, clock.GetUtcNow().UtcDateTime, reason) == 1;

    /// <summary>A message of the same content was taken after all.</summary>
    public Task DeliveredAsync(byte[] identity, CancellationToken cancellation) => ExecuteAsync($"update bus.dead_letters set state = 'delivered' where identity = $1 and {IsOpen}", cancellation, identity);

    /// <summary>The very one that a person had sent again was taken.</summary>
    public Task DeliveredAsync(string id, CancellationToken cancellation) => ExecuteAsync("update bus.dead_letters set state = 'delivered' where id = $1", cancellation, id);

    /// <summary>Returns when the database answers.</summary>
    public Task AnswersAsync(CancellationToken cancellation) => ScalarAsync("select 1", cancellation);

    /// <summary>The identities of those whose message may still come, the newest first.</summary>
    public async Task<IReadOnlyList<byte[]>> OpenIdentitiesAsync(int most, CancellationToken cancellation)
    {
        await using var read = Command($"select identity from bus.dead_letters where {IsOpen} order by id desc limit $1", most);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var open = new List<byte[]>();
        while (await row.ReadAsync(cancellation)) open.Add(row.GetFieldValue<byte[]>(0));
        return open;
    }

    private async Task<IReadOnlyList<DeadLetter>> ReadAsync(string rest, CancellationToken cancellation, params object?[] values)
    {
        await using var read = Command($"select {Columns} from bus.dead_letters {rest}", values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var letters = new List<DeadLetter>();
        while (await row.ReadAsync(cancellation)) letters.Add(Read(row));
        return letters;
    }

    private static DeadLetter Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), Text(row, 2), EnumWords.TryParse<DeadLetterState>(row.GetString(3), out var state) ? state : throw new InvalidOperationException($"No state of a dead letter: {row.GetString(3)}"),
        row.GetInt32(4), row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6), row.GetString(7), Text(row, 8), row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9), Text(row, 10));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = pool.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
