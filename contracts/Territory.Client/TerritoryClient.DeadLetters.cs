namespace Territory.Client;

/// <content>Messages between the services that could not be taken. All of it needs the operator role.</content>
public sealed partial class TerritoryClient
{
    /// <summary>A page of dead letters.</summary>
    public Task<Page<DeadLetter>> DeadLettersAsync(DeadLettersQuestion? question = null, CancellationToken cancellation = default)
    {
        var asked = question ?? new();
        return calls.GetAsync<Page<DeadLetter>>(
            new Query("api/dead-letters").With("state", asked.State).With("queue", asked.Queue).With("order", asked.NewestFirst ? "desc" : null).With("after", asked.After).With("limit", asked.Limit), cancellation);
    }

    /// <summary>A dead letter, and what is in it.</summary>
    public Task<OpenedDeadLetter> DeadLetterAsync(string id, CancellationToken cancellation = default) => calls.GetAsync<OpenedDeadLetter>(new Query("api/dead-letters/" + Segment(id)), cancellation);

    /// <summary>Sends one to its queue again, also one that was discarded; refused (409) when it was delivered meanwhile.</summary>
    public Task<DeadLetter> RetryDeadLetterAsync(string id, CancellationToken cancellation = default) => calls.PostAsync<DeadLetter>(new Query($"api/dead-letters/{Segment(id)}/retry"), new { }, cancellation);

    /// <summary>Sends those that wait to their queues again, a thousand of them at most.</summary>
    /// <param name="queue">Only those of this queue; null: of all.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<DeadLettersRetried> RetryDeadLettersAsync(string? queue = null, CancellationToken cancellation = default) => calls.PostAsync<DeadLettersRetried>(new Query("api/dead-letters/retry").With("queue", queue), new { }, cancellation);

    /// <summary>Gives one up; it stays in the list.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why it need not be taken.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    public Task<DeadLetter> DiscardDeadLetterAsync(string id, string reason, CancellationToken cancellation = default) => calls.PostAsync<DeadLetter>(new Query($"api/dead-letters/{Segment(id)}/discard"), new { reason }, cancellation);
}
