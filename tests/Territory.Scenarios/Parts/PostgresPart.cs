using Npgsql;
using Territory.AllInOne.Embedded;
using Xunit;

namespace Territory.Scenarios.Parts;

/// <summary>One PostgreSQL for the whole assembly, started by the first test that asks for a database.</summary>
public sealed class PostgresPart : IAsyncDisposable
{
    // A test's data need not survive a power cut; the pools of many installations keep connections for a while.
    private static readonly Dictionary<string, string> Hasty = new() { ["fsync"] = "off", ["synchronous_commit"] = "off", ["full_page_writes"] = "off", ["max_connections"] = "1200" };
    private readonly ScratchFolder folder = new();
    private readonly Lazy<Task<RunningPostgres>> started;
    private int databases;

    public PostgresPart() => started = new(() => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions { Folder = folder.Path, MayInstall = false, Settings = Hasty }, TestContext.Current.SendDiagnosticMessage, CancellationToken.None));

    /// <summary>A new, empty database owned by the role <c>territory</c>.</summary>
    /// <returns>Its connection string.</returns>
    public Task<string> NewDatabaseAsync() => NewDatabaseAsync("template1");

    /// <summary>A database as another one is now; whoever is still connected to that one is cut off.</summary>
    public async Task<string> CopyAsync(string database)
    {
        var template = new NpgsqlConnectionStringBuilder(database).Database!;
        await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{template}'");
        return await NewDatabaseAsync(template);
    }

    private async Task<string> NewDatabaseAsync(string template)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"create database {name} template {template} owner territory");
        return new NpgsqlConnectionStringBuilder((await started.Value).ConnectionString) { Database = name }.ConnectionString;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await started.Value).AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated && started.Value.IsCompletedSuccessfully) await (await started.Value).DisposeAsync();
        folder.Dispose();
    }
}
