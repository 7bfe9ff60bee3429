namespace Territory.Hosting.Store;

/// <summary>How far the followers of a schema have come (table <c>cursors</c>).</summary>
public sealed class Cursors(ServiceDatabase database)
{
    /// <summary>The table; part of every schema that has followers.</summary>
    public static string Table(string schema) => $"create table if not exists {schema}.cursors (name text primary key, position bigint not null);";

    /// <summary>The position last saved; 0 when there is none.</summary>
    public async Task<long> ReadAsync(string name, CancellationToken cancellation)
    {
        await using var read = database.Pool.CreateCommand($"select position from {database.Schema}.cursors where name = $1");
        read.Parameters.Add(new() { Value = name });
        return await read.ExecuteScalarAsync(cancellation) as long? ?? 0;
    }

    /// <summary>
    /// Saves a position. A thawed former leader may write late: a cursor only ever rises. Nobody waits for the disk: what a
    /// crash takes from a cursor is handed on once more.
    /// </summary>
    public async Task SaveAsync(string name, long position, CancellationToken cancellation)
    {
        await using var save = database.Pool.CreateBatch();
        save.BatchCommands.Add(new("select set_config('synchronous_commit', 'off', true)"));
        save.BatchCommands.Add(new($"""
            insert into {database.Schema}.cursors as c (name, position) values ($1, $2)
            on conflict (name) do update set position = greatest(c.position, excluded.position)
            """)
        { Parameters = { new() { Value = name }, new() { Value = position } } });
        await save.ExecuteNonQueryAsync(cancellation);
    }
}
