using Npgsql;
using NpgsqlTypes;
using Territory.Hosting.Http;

namespace Territory.Intake.Feeds;

/// <summary>The feeds and how they stand (tables <c>intake.feeds</c> and <c>feed_items</c>).</summary>
internal sealed class FeedRegister(IntakeStore store)
{
    private const string Table = IntakeStore.Schema + ".feeds";
    private const string Items = IntakeStore.Schema + ".feed_items";
    private const string Columns = "id, source, url, theatre, every_minutes, pages, added_by, added_at, state, problem, failures, next_at, asked_at, ok_at, items, item_problem, etag, last_modified";

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, source text not null, url text not null, theatre text not null, every_minutes int not null, pages boolean not null, added_by text not null, added_at timestamptz not null,
          state text not null, problem text, failures int not null, next_at timestamptz not null, asked_at timestamptz, ok_at timestamptz, items bigint not null, item_problem text, etag text, last_modified text,
          unique (theatre, url));
        create table if not exists {Items} (feed_id text not null references {Table} on delete cascade, key bytea not null, seen_at timestamptz not null, primary key (feed_id, key));
        """;

    /// <summary>Adds a feed; false when its address is watched already.</summary>
    public async Task<bool> AddAsync(WatchedFeed f, CancellationToken cancellation) => await ExecuteAsync(
        $"insert into {Table} ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) on conflict do nothing", cancellation,
        [f.Id, f.Source, f.Url, f.Theatre, f.EveryMinutes, f.Pages, f.AddedBy, f.AddedAt.UtcDateTime, .. Status(f.Status)]) > 0;

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation) => await ExecuteAsync($"delete from {Table} where id = $1", cancellation, [id]) > 0;

    public Task SaveAsync(string id, FeedStatus status, CancellationToken cancellation) => ExecuteAsync(
        $"update {Table} set state = $2, problem = $3, failures = $4, next_at = $5, asked_at = $6, ok_at = $7, items = $8, item_problem = $9, etag = $10, last_modified = $11 where id = $1", cancellation, [id, .. Status(status)]);

    public async Task<WatchedFeed?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync($"select {Columns} from {Table} where id = $1", cancellation, [id])).SingleOrDefault();

    public Task<IReadOnlyList<WatchedFeed>> ListAsync(string? after, int limit, CancellationToken cancellation) =>
        ReadAsync($"select {Columns} from {Table} where ($1::text is null or id > $1) order by id limit {limit}", cancellation, [after]);

    /// <summary>Takes feeds that are due, for as long as asking one may take; another instance takes others.</summary>
    public Task<IReadOnlyList<WatchedFeed>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int most, CancellationToken cancellation) => ReadAsync($"""
        update {Table} set next_at = $2 where id in (select id from {Table} where next_at <= $1 order by next_at limit {most} for update skip locked) returning {Columns}
        """, cancellation, [now.UtcDateTime, (now + lease).UtcDateTime]);

    /// <summary>Makes a feed due now.</summary>
    public async Task<bool> HurryAsync(string id, DateTimeOffset now, CancellationToken cancellation) => await ExecuteAsync($"update {Table} set next_at = $2 where id = $1", cancellation, [id, now.UtcDateTime]) > 0;

    public async Task<bool> HasSeenAsync(string id, byte[] key, CancellationToken cancellation)
    {
        await using var look = Command($"select 1 from {Items} where feed_id = $1 and key = $2", [id, key]);
        return await look.ExecuteScalarAsync(cancellation) is not null;
    }

    public Task NoteSeenAsync(string id, byte[] key, DateTimeOffset now, CancellationToken cancellation) =>
        ExecuteAsync($"insert into {Items} select $1, $2, $3 where exists (select 1 from {Table} where id = $1) on conflict do nothing", cancellation, [id, key, now.UtcDateTime]);

    private static object?[] Status(FeedStatus s) => [EnumWords.Word(s.State), s.Problem, s.Failures, s.NextAt.UtcDateTime, s.AskedAt?.UtcDateTime, s.OkAt?.UtcDateTime, s.Items, s.ItemProblem, s.ETag, s.LastModified];

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<IReadOnlyList<WatchedFeed>> ReadAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var read = Command(sql, values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var feeds = new List<WatchedFeed>();
        while (await row.ReadAsync(cancellation)) feeds.Add(Read(row));
        return feeds;
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = store.Database.Pool.CreateCommand(sql);
        // A null has no type of its own; the columns that may be null are texts and times.
        foreach (var value in values) command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown } : new() { Value = value });
        return command;
    }

    private static WatchedFeed Read(NpgsqlDataReader row)
    {
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        DateTimeOffset? Time(int i) => row.IsDBNull(i) ? null : row.GetFieldValue<DateTimeOffset>(i);
        var state = EnumWords.TryParse<FeedState>(row.GetString(8), out var word) ? word : FeedState.Failing;
        return new(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetBoolean(5), row.GetString(6), Time(7)!.Value,
            new(state, Text(9), row.GetInt32(10), Time(11)!.Value, Time(12), Time(13), row.GetInt64(14), Text(15)) { ETag = Text(16), LastModified = Text(17) });
    }
}
