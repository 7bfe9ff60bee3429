using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Territory.Bench.Servers;
using Territory.Hosting.Bus;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;
using Territory.Ledger;
using Territory.Ledger.Areas;
using Territory.Ledger.Relay;

namespace Territory.Bench.Latency;

/// <summary>
/// Marten's own daemon with its own polling times, in place of the ledger's follower, which never leads because its lead is taken.
/// What it hands on, and how, is the ledger's own relay.
/// </summary>
internal sealed class MartenRelay(NpgsqlConnection lead, string database) : IAsyncDisposable
{
    private IBusControl? bus;
    private DocumentStore? store;
    private LedgerStore? ledger;
    private IProjectionDaemon? daemon;

    /// <summary>Before a ledger starts.</summary>
    public static async Task<MartenRelay> HoldTheLeadAsync(string database)
    {
        var lead = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await lead.OpenAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(hashtextextended($1, 0))", lead) { Parameters = { new() { Value = $"leader:{LedgerStore.Schema}:{RelayLog.Name}" } } };
        await take.ExecuteNonQueryAsync();
        return new(lead, database);
    }

    /// <summary>Once the ledger has made its tables.</summary>
    public async Task StartAsync(DurableServers servers, Uri broker)
    {
        bus = Bus.Factory.CreateUsingRabbitMq(rabbit => ClaimSender.Plain(rabbit, broker));
        await bus.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["POSTGRES"] = database, ["KEY_FILE"] = LedgerProcess.KeyFile(servers), ["DATA"] = servers.Folder }).Build();
        ledger = new LedgerStore(TerritorySettings.Read(configuration), TimeProvider.System, NullLoggerFactory.Instance);
        var relay = new RelayLog(new Outgoing(bus), ledger);
        store = DocumentStore.For(options =>
        {
            StoreDefaults.Apply(options, ledger.Database, TimeProvider.System);
            options.Events.MapEventType<ClaimRecorded>("claim_recorded.v1");
            options.Events.MapEventType<ClaimReassessed>("claim_reassessed.v1");
            options.Events.MapEventType<ChangeDecided>("change_decided.v1");
            options.Events.MapEventType<ChangeSupported>("change_supported.v1");
            options.Events.Subscribe(new HandOn(relay));
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (daemon is not null) await daemon.StopAllAsync();
        store?.Dispose();
        if (ledger is not null) await ledger.DisposeAsync();
        if (bus is not null) await bus.StopAsync(TimeSpan.FromSeconds(5));
        await lead.DisposeAsync();
    }

    private sealed class HandOn : SubscriptionBase
    {
        private readonly RelayLog relay;

        public HandOn(RelayLog relay)
        {
            this.relay = relay;
            Name = "relay";
        }

        public override async Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
        {
            if (page.Events.Count > 0) await relay.HandleAsync([.. page.Events.Select(Read)], cancellationToken);
            return NullChangeListener.Instance;
        }

        /// <summary>Marten has read all of it; the relay is handed what it asks for.</summary>
        private static StoredEvent Read(IEvent e)
        {
            var data = e.Data switch
            {
                ClaimRecorded recorded => new AnswerInShort(recorded.Claim.ReportId, recorded.Claim.Id, recorded.Decision),
                ClaimReassessed again => new AnswerInShort(again.ReportId, again.ClaimId, again.Decision),
                var other => other,
            };
            return new(e.Sequence, e.Id, e.StreamKey!, e.Version, e.EventTypeName, data.GetType(), e.Timestamp, _ => data);
        }
    }
}
