using RabbitMQ.Client.Exceptions;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Hosting.Bus;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;
using Territory.Theatres;

namespace Territory.Feed.Amqp;

/// <summary>
/// Publishes the feed's log to the topic exchange on one instance, in order, at least once: the cursor moves when the broker
/// has confirmed the page. The message id is the event's id.
/// </summary>
internal sealed partial class PublishToAmqp(TerritorySettings settings, FeedStore store, RecentChanges recent, TheatreRegister theatres, IConfiguration configuration, ILogger<PublishToAmqp> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(3);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.RabbitMq is null ? Task.CompletedTask : new Leader(store.Database, "amqp", logger).RunAsync(LeadAsync, stoppingToken);

    private async Task LeadAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await PublishAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is RabbitMQClientException or IOException or Npgsql.NpgsqlException)
            {
                LogLost(logger, lost.Message);
                await Task.WhenAny(Task.Delay(Poll, cancellation));
            }
        }
    }

    private async Task PublishAsync(CancellationToken cancellation)
    {
        await using var connection = await BrokerConnection.To(settings.RabbitMq!, "territory-feed").CreateConnectionAsync(cancellation);
        await using var channel = await ConfirmedChannel.OpenAsync(connection, cancellation);
        await AmqpTopology.DeclareAsync(channel.Channel, configuration["STREAM_MAX_AGE"] ?? "365D", cancellation);
        var (cursors, reached) = (new Cursors(store.Database), new Dictionary<string, long>());
        foreach (var theatre in theatres.All) reached[theatre.Id] = await cursors.ReadAsync(Cursor(theatre), cancellation);
        while (true)
        {
            var grown = recent.Grown;
            var any = false;
            foreach (var theatre in theatres.All)
            {
                var page = await recent.AfterAsync(theatre.Id, reached[theatre.Id], cancellation);
                if (page.Count == 0) continue;
                foreach (var change in page) await PublishAsync(channel, change, cancellation);
                await channel.ConfirmedAsync().WaitAsync(cancellation);
                await cursors.SaveAsync(Cursor(theatre), reached[theatre.Id] = page[^1].Position, cancellation);
                any = true;
            }
            if (!any) await LogSignal.WaitAsync(grown, Poll, cancellation);
            else await Task.Delay(Gathering, cancellation);
            if (!channel.Channel.IsOpen) throw new IOException("the channel was closed: " + channel.Channel.CloseReason?.ReplyText);
        }
    }

    private static string Cursor(Theatre theatre) => "amqp:" + theatre.Id;

    private static ValueTask PublishAsync(ConfirmedChannel channel, KeptChange change, CancellationToken cancellation) => channel.PublishAsync(
        AmqpTopology.Exchange, AmqpTopology.RoutingKey(change.Theatre, change.Addressed), AmqpMessage.Properties(change.Addressed, change.Addressed.Id), change.Json, cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Publishing to RabbitMQ stopped ({Reason}); it goes on from its cursor as soon as the broker answers")]
    private static partial void LogLost(ILogger logger, string reason);
}
