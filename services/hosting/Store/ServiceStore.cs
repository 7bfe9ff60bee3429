using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Store;

/// <summary>One service's event store: its schema, its documents, its one door and its signal.</summary>
public abstract class ServiceStore : IAsyncDisposable
{
    protected ServiceStore(string schema, TerritorySettings settings, TimeProvider clock, ILoggerFactory loggers, Action<StoreOptions> configure)
    {
        (Database, Folder) = (new ServiceDatabase(schema, settings), settings.Data);
        Documents = DocumentStore.For(options =>
        {
            StoreDefaults.Apply(options, Database, clock);
            configure(options);
        });
        Door = new AppendDoor(Documents, Database, clock, loggers.CreateLogger<AppendDoor>());
        Signal = new LogSignal(Database, loggers.CreateLogger<LogSignal>());
    }

    public ServiceDatabase Database { get; }
    /// <summary>On this machine, for what is too long for memory.</summary>
    public string Folder { get; }
    /// <summary>For reading. Events are appended through <see cref="Door"/> only.</summary>
    public IDocumentStore Documents { get; }
    public AppendDoor Door { get; }
    public LogSignal Signal { get; }

    /// <summary>Makes its tables where they are missing.</summary>
    /// <param name="tables">Idempotent SQL for the tables beside Marten's own.</param>
    public async Task CreateAsync(string tables, CancellationToken cancellation)
    {
        await Documents.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using var create = Database.Pool.CreateCommand(Cursors.Table(Database.Schema) + RecordedTime.Table(Database.Schema) + tables);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Documents.Dispose();
        await Database.DisposeAsync();
    }
}

public static class ServiceStoreRegistration
{
    /// <summary>Adds a service's store, its tables and its signal.</summary>
    /// <param name="builder">The process in the making.</param>
    /// <param name="schema">The schema the store owns.</param>
    /// <param name="tables">Idempotent SQL for the tables beside Marten's own.</param>
    public static void AddStore<TStore>(this TerritoryBuilder builder, string schema, string tables) where TStore : ServiceStore
    {
        builder.Services.AddSingleton<TStore>();
        // Not AddHostedService: it drops the second service of one type, and each store has a signal.
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<TStore>().Signal);
        builder.Schema(new SchemaWork(schema, (services, cancellation) => services.GetRequiredService<TStore>().CreateAsync(tables, cancellation)));
    }

    /// <summary>Adds a follower of a store's log: one handler, on one instance, in order, at least once.</summary>
    /// <param name="builder">The process in the making.</param>
    /// <param name="name">Of its cursor.</param>
    /// <param name="gathering">How long events may gather from when a page is handed on: what a busy log costs it, against how soon it hears of the next event.</param>
    public static void AddFollower<TStore, THandler>(this TerritoryBuilder builder, string name, TimeSpan gathering) where TStore : ServiceStore where THandler : class, ILogHandler
    {
        builder.Services.AddSingleton<THandler>();
        builder.Services.AddSingleton<IHostedService>(services =>
        {
            var store = services.GetRequiredService<TStore>();
            return new LogFollower(name, store.Documents, store.Database, store.Signal, services.GetRequiredService<THandler>(), gathering, services.GetRequiredService<ILogger<LogFollower>>());
        });
    }
}
