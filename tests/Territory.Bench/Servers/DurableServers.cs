using Npgsql;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Parts;

namespace Territory.Bench.Servers;

/// <summary>A PostgreSQL and a RabbitMQ of the bench's own, as durable as in production: what is committed is on the disk.</summary>
internal sealed class DurableServers : IAsyncDisposable
{
    private readonly ScratchFolder folder;
    private readonly RunningPostgres postgres;
    private readonly RabbitMqPart rabbitmq = new();
    private int databases;

    private DurableServers(ScratchFolder folder, RunningPostgres postgres) => (this.folder, this.postgres) = (folder, postgres);

    public static async Task<DurableServers> StartAsync()
    {
        var folder = new ScratchFolder();
        var options = new EmbeddedPostgresOptions { Folder = folder.Path, MayInstall = false, Settings = new Dictionary<string, string> { ["track_commit_timestamp"] = "on" } };
        return new(folder, await EmbeddedPostgres.StartAsync(options, Console.Error.WriteLine, CancellationToken.None));
    }

    /// <summary>A folder for keys and data of processes.</summary>
    public string Folder => folder.Path;

    /// <summary>RabbitMQ's AMQP address; the first call starts it.</summary>
    public Task<Uri> BrokerAsync() => rabbitmq.AddressAsync();

    /// <summary>kill -9 of RabbitMQ, and a start from what is on disk.</summary>
    public Task KillBrokerAsync() => rabbitmq.KillAndRestartAsync();

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"bench_{++databases}";
        await using var connection = new NpgsqlConnection(postgres.AdministratorConnectionString);
        await connection.OpenAsync();
        await using (var durable = new NpgsqlCommand("select current_setting('fsync') || current_setting('synchronous_commit')", connection))
            if (await durable.ExecuteScalarAsync() is not "onon") throw new InvalidOperationException("This PostgreSQL does not keep what it commits: fsync or synchronous_commit is off, and a measurement on it would prove nothing.");
        await using var create = new NpgsqlCommand($"create database {name} owner territory", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await rabbitmq.DisposeAsync();
        await postgres.DisposeAsync();
        folder.Dispose();
    }
}
