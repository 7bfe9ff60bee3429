using Microsoft.Extensions.DependencyInjection.Extensions;
using Territory.Feed.Amqp;
using Territory.Feed.Documents;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Feed.Queues;
using Territory.Feed.Replays;
using Territory.Feed.Subscriptions;
using Territory.Feed.Webhooks;
using Territory.Hosting;
using Territory.Hosting.Outbound;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Feed;

/// <summary>The feed: keeps the public changes by position without a hole, and fans them out.</summary>
public static class FeedService
{
    public static void AddFeed(this TerritoryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Schema(new SchemaWork(FeedStore.Schema, CreateTablesAsync));
        builder.Bus(bus => bus.AddConsumer<KeepChangesConsumer>(typeof(KeepChangesConsumerDefinition)));
        builder.Services.TryAddSingleton(_ => new TheatreRegister(TheatrePacks.LoadAll()));
        builder.Services.TryAddSingleton(StreamTimes.Usual);
        builder.Services.AddSingleton<FeedStore>().AddSingleton<ChangeLog>().AddSingleton<LedgerLog>().AddSingleton<RecentChanges>().AddSingleton<FillHoles>().AddSingleton<KeepTogether>().AddSingleton<FeedHead>();
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<FeedStore>().Signal);
        builder.Services.AddHostedService(services => services.GetRequiredService<RecentChanges>());
        builder.Services.AddHostedService(services => services.GetRequiredService<FillHoles>());
        builder.Services.AddHostedService<PublishToAmqp>();
        AddSubscriptions(builder);
        AddReplays(builder);
    }

    public static void MapFeed(this TerritoryApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Web.MapFeed();
        app.Web.MapSubscriptions();
        app.Web.MapReplays();
        app.Web.MapDocuments();
    }

    private static void AddReplays(TerritoryBuilder builder)
    {
        builder.Services.AddSingleton<ReplayRuns>().AddSingleton<RecordedPositions>().AddSingleton<ProgressOfReplays>().AddSingleton<StartReplay>().AddTransient<RunReplay>();
        builder.Services.AddHostedService<ResumeReplays>();
    }

    private static void AddSubscriptions(TerritoryBuilder builder)
    {
        builder.Services.AddSingleton(AddressGuard.Read("WEBHOOK_ALLOW", builder.Web.Configuration["WEBHOOK_ALLOW"])).AddSingleton<Dialer>().AddSingleton<WebhookSender>().AddSingleton<Broker>().AddSingleton<SubscriberQueues>();
        builder.Services.AddSingleton<SubscriptionRegister>().AddSingleton<SubscriptionsQuery>().AddSingleton<SubscriptionProgress>().AddSingleton<ParkedDeliveries>();
        builder.Services.AddSingleton<StartPositions>().AddSingleton<NewSubscription>().AddSingleton<Targets>();
        builder.Services.AddSingleton<DeliverSubscriptions>().AddHostedService(services => services.GetRequiredService<DeliverSubscriptions>());
    }

    private static async Task CreateTablesAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var create = services.GetRequiredService<FeedStore>().Database.Pool.CreateCommand(Cursors.Table(FeedStore.Schema) + FeedStore.Tables + SubscriptionTables.All + ReplayRuns.Create);
        // An index that a version before did not have takes as long as the table is.
        create.CommandTimeout = 0;
        await create.ExecuteNonQueryAsync(cancellation);
    }
}
