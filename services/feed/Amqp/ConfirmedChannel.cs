using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Territory.Feed.Amqp;

/// <summary>
/// A channel of one publisher, who sends one message after the other and asks now and then whether the broker has them all. The
/// client's own tracking would tell it of each: with a task, a header in the message, and at each answer of the broker a look
/// through all that wait for one.
/// </summary>
internal sealed class ConfirmedChannel : IAsyncDisposable
{
    private readonly IChannel channel;
    private readonly Lock turn = new();
    private readonly HashSet<ulong> ahead = [];
    private readonly Queue<(ulong Last, TaskCompletionSource Told)> askedFor = new();
    // Messages are numbered from one, in the order they are sent; the broker answers by the number.
    private ulong sent, confirmed;
    private Exception? lost;

    private ConfirmedChannel(IChannel channel)
    {
        this.channel = channel;
        channel.BasicAcksAsync += (_, answer) => Told(() => Confirm(answer.DeliveryTag, answer.Multiple));
        channel.BasicNacksAsync += (_, answer) => Told(() => Lose(new PublishException(answer.DeliveryTag, isReturn: false)));
        // Comes before the broker's answer to the message that came back.
        channel.BasicReturnAsync += (_, back) => Told(() => Lose(new IOException($"no queue took it ({back.ReplyText})")));
        channel.ChannelShutdownAsync += (_, reason) => Told(() => Lose(new AlreadyClosedException(reason)));
    }

    public static async Task<ConfirmedChannel> OpenAsync(IConnection connection, CancellationToken cancellation) =>
        new(await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellation));

    /// <summary>For declarations.</summary>
    public IChannel Channel => channel;

    /// <summary>Sends a message behind those before it. Not to be called before the last call has returned.</summary>
    /// <remarks>Mandatory: a message no queue takes counts as lost.</remarks>
    /// <exception cref="RabbitMQClientException">The channel is closed.</exception>
    /// <exception cref="IOException">The connection is.</exception>
    public async ValueTask PublishAsync(string exchange, string key, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        try
        {
            await channel.BasicPublishAsync(exchange, key, mandatory: true, properties, body, cancellation);
        }
        catch (ChannelClosedException ended)
        {
            // The client's own way to the socket, which is gone a moment before it says so.
            throw new IOException("the connection was closed", ended);
        }
        sent++;
    }

    /// <summary>Completes when the broker has every message sent up to now.</summary>
    /// <exception cref="RabbitMQClientException">It refused one of them, or the channel was closed; of which it has is not known.</exception>
    /// <exception cref="IOException">One came back.</exception>
    public Task ConfirmedAsync()
    {
        lock (turn)
        {
            if (lost is not null) return Task.FromException(lost);
            if (confirmed >= sent) return Task.CompletedTask;
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            askedFor.Enqueue((sent, told));
            return told.Task;
        }
    }

    private void Confirm(ulong number, bool multiple)
    {
        if (multiple)
        {
            confirmed = Math.Max(confirmed, number);
            ahead.RemoveWhere(n => n <= confirmed);
        }
        else
        {
            ahead.Add(number);
        }
        while (ahead.Remove(confirmed + 1)) confirmed++;
        while (askedFor.TryPeek(out var first) && first.Last <= confirmed) askedFor.Dequeue().Told.SetResult();
    }

    private void Lose(Exception reason)
    {
        lost ??= reason;
        while (askedFor.TryDequeue(out var asked)) asked.Told.SetException(lost);
    }

    private Task Told(Action by)
    {
        lock (turn) by();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
