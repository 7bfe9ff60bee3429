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
    public async Task<string> NewDatabaseAsync()
    {
        var server = await started.Value;
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(server.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} owner territory", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated && started.Value.IsCompletedSuccessfully) await (await started.Value).DisposeAsync();
        folder.Dispose();
    }
}
