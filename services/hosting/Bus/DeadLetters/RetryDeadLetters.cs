using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using Territory.Hosting.Http;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>Sends dead letters to their queues again, as they were. What a consumer of ours has seen before changes nothing.</summary>
internal sealed class RetryDeadLetters(Outgoing outgoing, DeadLetterRegister register)
{
    /// <summary>Of one call for all that wait: so many are sent before whoever asked gets tired of waiting.</summary>
    public const int MostAtOnce = 1000;
    private const int OfAPage = 100;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <summary>Sends one, then notes who had it sent: of what could not be sent nothing changes.</summary>
    /// <exception cref="TimeoutException">The broker did not take it.</exception>
    /// <exception cref="MessageReturnedException">Its queue is not there.</exception>
    public async Task SendAsync(DeadLetter letter, string by, CancellationToken cancellation)
    {
        var message = await register.ReadAsync(letter.Id, cancellation);
        // The exchange, not the queue: a sender that names a queue declares it, and its kind is its owner's to choose.
        var queue = await outgoing.Bus.GetSendEndpoint(new Uri("exchange:" + message.Queue));
        await Patience.SentAsync(ended => queue.Send(new Again(), context =>
        {
            context.Serializer = new CopyBodySerializer(new ContentType(message.ContentType), new BytesMessageBody(message.Body));
            context.Headers.Set(WatchForDelivered.Header, letter.Id);
            if (context.TryGetPayload(out PublishContext? told)) told.Mandatory = true;
        }, ended), Most, cancellation);
        await register.RetriedAsync(letter, by, cancellation);
    }

    /// <summary>Those that wait, and those of whose last retry nothing was heard; not what a person gives up meanwhile.</summary>
    /// <param name="queue">Only of this queue; null: of all.</param>
    public async Task<LettersRetried> SendAllAsync(string? queue, string by, CancellationToken cancellation)
    {
        var (sent, gone) = (0, new SortedSet<string>(StringComparer.Ordinal));
        for (var asked = new Listing(null, Descending: false, OfAPage); ;)
        {
            var page = asked.PageOf(await register.ListToRetryAsync(queue, asked, cancellation), letter => letter.Id);
            foreach (var listed in page.Items)
            {
                if (!gone.Contains(listed.Queue) && await register.FindAsync(listed.Id, cancellation) is { State: DeadLetterState.Waiting or DeadLetterState.Retrying } letter)
                    if (await IsSentAsync(letter, by, cancellation)) sent++;
                    else gone.Add(letter.Queue);
                if (sent == MostAtOnce) return new(sent, await register.ToRetryAsync(queue, listed.Id, cancellation), [.. gone]);
            }
            if (page.Next is null) return new(sent, 0, [.. gone]);
            asked = asked with { After = page.Next };
        }
    }

    private async Task<bool> IsSentAsync(DeadLetter letter, string by, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(letter, by, cancellation);
            return true;
        }
        catch (MessageReturnedException)
        {
            return false;
        }
    }

    /// <summary>Stands for a message whose bytes are sent as they are.</summary>
    private sealed record Again;
}

/// <summary>What became of those that were to be sent again.</summary>
/// <param name="Retrying">As many were sent.</param>
/// <param name="Left">As many were not looked at any more: ask again.</param>
/// <param name="QueuesGone">Queues that are not there; their dead letters stay as they were.</param>
internal sealed record LettersRetried(int Retrying, long Left, IReadOnlyList<string> QueuesGone);
