namespace Territory.Hosting.Bus;

/// <summary>
/// How long the bus may take over a message. A send that a dying broker left without an answer never ends by itself, and all
/// behind it would wait: it is given up, and whoever sent it sends again.
/// </summary>
public static class Patience
{
    /// <summary>Longer than a busy broker takes for a page of the log.</summary>
    public static readonly TimeSpan OfTheBus = TimeSpan.FromMinutes(1);

    /// <summary>Sends, and waits for the broker to have it.</summary>
    /// <exception cref="TimeoutException">It did not say so in time; whether it has the message is not known.</exception>
    public static async Task SentAsync(Func<CancellationToken, Task> send, TimeSpan most, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(most);
        try
        {
            await send(ended.Token).WaitAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker did not confirm what was sent within {most.TotalSeconds} s. It is sent again; if this goes on, look whether the broker is up and has room (rabbitmqctl status).");
        }
    }
}
