using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>A part of the log that is folded and written in one transaction: whole streams, from one to another.</summary>
internal sealed record ShadowPart(int No, string First, string Last, long Events);

/// <summary>
/// A view in the making, in a schema of its own beside the live one, with the plan by which it is made: how far the log
/// went when it was begun, the parts and which of them are written, the indexes still to build. The plan is the
/// checkpoint: whoever goes on reads it, and each part is written together with its mark.
/// </summary>
internal sealed class Shadow(LedgerStore store, LedgerView view, string id)
{
    /// <summary>What every schema of a rebuild begins with.</summary>
    public const string Prefix = "shadow_";
    private const string Live = LedgerStore.Schema;
    /// <summary>A part ends with the stream that brings it to so many events. Of a short log there are a few parts all the same.</summary>
    private const int EventsAPart = 100_000, LeastParts = 8;
    /// <summary>A part of more events is not held in memory at once.</summary>
    public const int MostHeld = 2 * EventsAPart;

    public LedgerView View => view;
    /// <summary>On this machine, for what is laid aside meanwhile.</summary>
    public string Folder => store.Folder;
    public string Schema { get; } = Prefix + id;
    /// <summary>Where the live tables go at the swap; dropped when nobody waits for a lock any more.</summary>
    public string Retired => Schema + "_old";

    /// <summary>Makes the tables without indexes and the plan, unless they are there from an earlier attempt of the same version.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (await IsPreparedAsync(cancellation)) return;
        await DropAsync(cancellation);
        await using var connection = await OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, $"""
            create schema {Schema}; create schema {Retired}; {view.Create(Schema)}
            create table {Schema}.plan (version int not null, position bigint not null, caught_up bigint not null, total bigint not null);
            create table {Schema}.parts (no int primary key, first text not null, last text not null, events bigint not null, done boolean not null default false);
            create table {Schema}.indexes (no int primary key, name text not null, on_table text not null, definition text not null, is_key boolean not null, built boolean not null default false);
            insert into {Schema}.indexes select row_number() over (order by c.relname, i.relname), i.relname, c.relname, pg_get_indexdef(i.oid), x.indisprimary
              from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
              where c.relnamespace = '{Schema}'::regnamespace and c.relname in ({string.Join(", ", view.Tables.Select(t => $"'{t.Name}'"))});
            do $$ declare i record; begin
              for i in select * from {Schema}.indexes loop
                if i.is_key then execute format('alter table {Schema}.%I drop constraint %I', i.on_table, i.name); else execute format('drop index {Schema}.%I', i.name); end if;
              end loop;
            end $$;
            """, cancellation);
        await PlanAsync(connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The end of the log first: a stream that grows or begins later is caught up from there.</summary>
    private async Task PlanAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, $"insert into {Schema}.plan select {view.Version}, coalesce(max(seq_id), 0), coalesce(max(seq_id), 0), 0 from {Live}.mt_events", cancellation);
        await ExecuteAsync(connection, $"""
            insert into {Schema}.parts
              with sized as (select id, version, sum(version) over (order by id) as upto, least({EventsAPart}, greatest(1, div(sum(version) over (), {LeastParts}))) as size from {Live}.mt_streams where id like 'area/%')
              select row_number() over (order by min(upto)), min(id), max(id), sum(version) from sized group by div(upto - 1, size);
            update {Schema}.plan set total = coalesce((select sum(events) from {Schema}.parts), 0);
            """, cancellation);
    }

    private async Task<bool> IsPreparedAsync(CancellationToken cancellation)
    {
        if (await ScalarAsync($"select to_regclass('{Schema}.plan') is not null", cancellation) is not true) return false;
        return await ScalarAsync($"select version from {Schema}.plan", cancellation) is int version && version == view.Version;
    }

    public async Task<IReadOnlyList<ShadowPart>> PartsToDoAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select no, first, last, events from {Schema}.parts where not done order by events desc, no");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var parts = new List<ShadowPart>();
        while (await row.ReadAsync(cancellation)) parts.Add(new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt64(3)));
        return parts;
    }

    /// <summary>The streams of some parts, each with its part's place among them.</summary>
    public async Task<IReadOnlyList<(string Stream, int Part)>> StreamsAsync(IReadOnlyList<ShadowPart> parts, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        // What comes between two names is the database's to say: it depends on its collation.
        await using var read = new NpgsqlCommand($"select s.id, array_position($1, p.no) - 1 from {Schema}.parts p join {Live}.mt_streams s on s.id >= p.first and s.id <= p.last where p.no = any($1) and s.id like 'area/%'", connection) { CommandTimeout = 0 };
        read.Parameters.Add(new() { Value = parts.Select(part => part.No).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var streams = new List<(string, int)>();
        while (await row.ReadAsync(cancellation)) streams.Add((row.GetString(0), row.GetInt32(1)));
        return streams;
    }

    /// <summary>Marks a part as written, first thing in the transaction that writes it: of two who try, one waits and then sees it done.</summary>
    public async Task<bool> TakeAsync(NpgsqlConnection connection, ShadowPart part, CancellationToken cancellation) =>
        await ExecuteAsync(connection, $"update {Schema}.parts set done = true where no = {part.No} and not done", cancellation) == 1;

    /// <summary>The position the parts go up to, the one caught up to since, and how many events the parts have.</summary>
    public async Task<(long Position, long CaughtUp, long Total, long Done)> ProgressAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select position, caught_up, total, (select coalesce(sum(events), 0)::bigint from {Schema}.parts where done) from {Schema}.plan");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    /// <summary>Moves the mark of the catch-up, in the transaction that writes it; false when somebody else has moved it.</summary>
    public async Task<bool> AdvanceAsync(NpgsqlConnection connection, long from, long to, CancellationToken cancellation) =>
        await ExecuteAsync(connection, $"update {Schema}.plan set caught_up = {to} where caught_up = {from}", cancellation) == 1;

    public Task DropAsync(CancellationToken cancellation) => DropAsync(store, id, cancellation);

    /// <summary>All that a run may have left.</summary>
    public static Task DropAsync(LedgerStore store, string id, CancellationToken cancellation) => DropAsync(store, [Prefix + id, Prefix + id + "_old"], cancellation);

    public static async Task DropAsync(LedgerStore store, IEnumerable<string> schemas, CancellationToken cancellation)
    {
        foreach (var schema in schemas)
        {
            await using var drop = store.Database.Pool.CreateCommand($"drop schema if exists {schema} cascade");
            drop.CommandTimeout = 0;
            await drop.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>A connection whose work ends on the server when this process does: what it left must not stand in the way of who goes on.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation) =>
        await MadeReadyAsync(await store.Database.Pool.OpenConnectionAsync(cancellation), "set work_mem = '64MB'; set maintenance_work_mem = '128MB'; set synchronous_commit = off", cancellation);

    /// <summary>One for who reads all of the log, as long as it takes: not from the pool, where others would wait for it. It goes along the log, whatever the server thinks of how much there is.</summary>
    public async Task<NpgsqlConnection> OpenReaderAsync(CancellationToken cancellation)
    {
        var own = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store.Database.LongLived) { CommandTimeout = 0, ReadBufferSize = 64 * 1024 }.ConnectionString);
        await own.OpenAsync(cancellation);
        return await MadeReadyAsync(own, "set enable_sort = off; set max_parallel_workers_per_gather = 0", cancellation);
    }

    private static async Task<NpgsqlConnection> MadeReadyAsync(NpgsqlConnection open, string settings, CancellationToken cancellation)
    {
        try
        {
            await ExecuteAsync(open, "set client_connection_check_interval = '500ms'; " + settings, cancellation);
            return open;
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellation)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
