using System.Threading.RateLimiting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Territory.Hosting.Bus;
using Territory.Hosting.Settings;

namespace Territory.Feed.Queues;

/// <summary>
/// One connection and one confirming channel for all queues and streams of subscribers. Each subscription waits for its own
/// confirms before it goes on, so its order holds on a shared channel too.
/// </summary>
public sealed class Broker(TerritorySettings settings) : IAsyncDisposable
{
    private readonly SemaphoreSlim opening = new(1);
    private readonly ConcurrencyLimiter unconfirmed = new(new() { PermitLimit = 1024, QueueLimit = int.MaxValue });
    private IConnection? connection;
    private IChannel? channel;

    public bool IsThere => settings.RabbitMq is not null;

    /// <summary>Whether a failure says that the broker is away or lost the connection.</summary>
    public static bool IsAway(Exception failure) => failure is RabbitMQClientException or IOException or System.Net.Sockets.SocketException or TimeoutException;

    /// <summary>The channel to publish on; opened anew when the last one was lost.</summary>
    public async Task<IChannel> PublishingAsync(CancellationToken cancellation)
    {
        await opening.WaitAsync(cancellation);
        try
        {
            if (channel is { IsOpen: true } open) return open;
            if (channel is not null) await channel.DisposeAsync();
            channel = null;
            return channel = await (await ConnectedAsync(cancellation)).CreateChannelAsync(new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: unconfirmed), cancellation);
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Does something on a channel of its own: a refused declaration closes the channel it was made on.</summary>
    public async Task<T> AsideAsync<T>(Func<IChannel, Task<T>> act, CancellationToken cancellation)
    {
        IConnection open;
        await opening.WaitAsync(cancellation);
        try { open = await ConnectedAsync(cancellation); }
        finally { opening.Release(); }
        await using var aside = await open.CreateChannelAsync(cancellationToken: cancellation);
        return await act(aside);
    }

    private async Task<IConnection> ConnectedAsync(CancellationToken cancellation)
    {
        if (connection is { IsOpen: true } open) return open;
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
        return connection = await BrokerConnection.To(settings.RabbitMq!, "territory-feed-subscriptions").CreateConnectionAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (channel is not null) await channel.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
        await unconfirmed.DisposeAsync();
        opening.Dispose();
    }
}
