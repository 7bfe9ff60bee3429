using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>One service's tables, and what must be in them from the start: applied before anything is served, idempotent, by one instance at a time.</summary>
public sealed record SchemaWork(string Schema, Func<IServiceProvider, CancellationToken, Task> ApplyAsync)
{
    /// <summary>Runs them all under one advisory lock, so that twenty processes starting at once do not trip over each other.</summary>
    public static async Task ApplyAllAsync(string connectionString, IReadOnlyList<SchemaWork> works, IServiceProvider services, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(works);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtextextended('territory:schema', 0))", cancellation);
        foreach (var work in works)
        {
            await ExecuteAsync(connection, $"create schema if not exists {work.Schema}", cancellation);
            await work.ApplyAsync(services, cancellation);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
