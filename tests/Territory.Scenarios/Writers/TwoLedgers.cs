using Npgsql;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;

namespace Territory.Scenarios.Writers;

/// <summary>Two instances of the ledger as real processes, on one database and one broker.</summary>
internal sealed class TwoLedgers(string database, Uri broker) : IAsyncDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly List<ServiceProcess> instances = [];

    public NpgsqlDataSource Database { get; } = NpgsqlDataSource.Create(database);
    public IReadOnlyList<ServiceProcess> Instances => instances;

    public async Task StartAsync()
    {
        var key = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(key, "tk_a-key-for-scenarios-only-0123456789abcdef");
        for (var instance = 0; instance < 2; instance++)
        {
            var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
            instances.Add(ServiceProcess.Start("Territory.Ledger", [], new Dictionary<string, string>
            {
                ["TERRITORY_POSTGRES"] = database,
                ["TERRITORY_RABBITMQ"] = broker.ToString(),
                ["TERRITORY_KEY_FILE"] = key,
                ["TERRITORY_DATA"] = Path.Combine(folder.Path, $"{instance}"),
                ["TERRITORY_URLS"] = address.ToString(),
            }));
            await instances[^1].UntilReadyAsync(address, Eventually.Most);
        }
    }

    /// <summary>The one value of a question to the database.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var ask = Database.CreateCommand(sql);
        return (T)(await ask.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in instances) await instance.DisposeAsync();
        await Database.DisposeAsync();
        folder.Dispose();
    }
}
