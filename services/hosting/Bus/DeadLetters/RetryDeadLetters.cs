using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using Territory.Hosting.Http;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>Sends dead letters to their queues again, as they were. What a consumer of ours has seen before changes nothing.</summary>
internal sealed class RetryDeadLetters(Outgoing outgoing, DeadLetterRegister register, OpenDeadLetters open)
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <summary>False when it was delivered meanwhile.</summary>
    /// <exception cref="TimeoutException">The broker did not take it; the dead letter waits as before.</exception>
    public async Task<bool> SendAsync(string id, string by, CancellationToken cancellation)
    {
        if (!await register.BeginRetryAsync(id, by, cancellation)) return false;
        var message = await register.OpenAsync(id, cancellation);
        open.Add(message.Identity());
        try
        {
            // The exchange, not the queue: a sender that names a queue declares it, and its kind is its owner's to choose.
            var queue = await outgoing.Bus.GetSendEndpoint(new Uri("exchange:" + message.Queue));
            await Patience.SentAsync(ended => queue.Send(new Again(), context => context.Serializer = new CopyBodySerializer(new ContentType(message.ContentType), new BytesMessageBody(message.Body)), ended), Most, cancellation);
            return true;
        }
        catch
        {
            await register.EndRetryAsync(id, CancellationToken.None);
            throw;
        }
    }

    /// <summary>All that wait.</summary>
    /// <param name="queue">Only of this queue; null: of all.</param>
    /// <returns>How many were sent.</returns>
    public async Task<int> SendAllAsync(string? queue, string by, CancellationToken cancellation)
    {
        var sent = 0;
        for (var asked = new Listing(null, Descending: false, AtOnce); ;)
        {
            var page = asked.PageOf(await register.ListAsync(DeadLetterState.Waiting, queue, asked, cancellation), letter => letter.Id);
            foreach (var letter in page.Items) sent += await SendAsync(letter.Id, by, cancellation) ? 1 : 0;
            if (page.Next is null) return sent;
            asked = asked with { After = page.Next };
        }
    }

    /// <summary>Stands for a message whose bytes are sent as they are.</summary>
    private sealed record Again;
}
