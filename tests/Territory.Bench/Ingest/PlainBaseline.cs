using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using Marten;
using MassTransit;
using Npgsql;
using Territory.Bench.Servers;
using Territory.Contracts;

namespace Territory.Bench.Ingest;

/// <summary>What one would write first: one claim a message, one message a transaction, eight at a time, stored without deciding anything.</summary>
internal static class PlainBaseline
{
    private const string Schema = "plain";

    /// <summary>Claims per second.</summary>
    public static async Task<double> MeasureAsync(DurableServers servers, InventedClaims claims, InventedClaims before, int count)
    {
        var (connection, broker) = (await servers.NewDatabaseAsync(), await servers.BrokerAsync());
        using var store = DocumentStore.For(options => Configure(options, connection));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => Receive(rabbit, broker, store));
        await bus.StartAsync();
        await using var sender = await ClaimSender.StartAsync(broker, "plain-claims");
        await using var database = NpgsqlDataSource.Create(connection);
        var log = new LogCount(database, Schema, onwards: false);
        var warm = count / 2;
        await sender.SendAsync(before.Messages(warm, 1));
        await log.UntilAsync(warm, TimeSpan.FromMinutes(2));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(sender.SendAsync(claims.Messages(count, 1)), log.UntilAsync(warm + count, TimeSpan.FromMinutes(5)));
        var elapsed = watch.Elapsed;
        await bus.StopAsync();
        return count / elapsed.TotalSeconds;
    }

    private static void Configure(StoreOptions options, string connection)
    {
        options.Connection(connection);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MapEventType<Claim>("claim_recorded.v1");
        options.UseSystemTextJsonForSerialization(configure: json => ContractJson.Apply(json));
    }

    private static void Receive(IRabbitMqBusFactoryConfigurator rabbit, Uri broker, DocumentStore store)
    {
        ClaimSender.Plain(rabbit, broker);
        rabbit.ReceiveEndpoint("plain-claims", endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.ConcurrentMessageLimit = 8;
            // Two at once on one area conflict, and the later one tries again.
            endpoint.UseMessageRetry(retry => retry.Immediate(50));
            endpoint.Handler<RecordClaims>(async context =>
            {
                await using var session = store.LightweightSession();
                foreach (var claim in context.Message.Claims) session.Events.Append(claim.Area, claim);
                await session.SaveChangesAsync(context.CancellationToken);
            });
        });
    }
}
