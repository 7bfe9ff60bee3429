namespace Territory.Client;

/// <content>What in the ledger asks for a look.</content>
public sealed partial class TerritoryClient
{
    /// <summary>A page of what a person should look at, in the order in which it was raised.</summary>
    public Task<Page<LookAsked>> LooksAsync(LooksQuestion? question = null, CancellationToken cancellation = default)
    {
        var asked = question ?? new();
        return calls.GetAsync<Page<LookAsked>>(
            new Query("api/reviews").With("theatre", options.Theatre).With("area", asked.Area).With("kind", asked.Kind).With("state", asked.State).With("after", asked.After).With("limit", asked.Limit), cancellation);
    }

    /// <summary>Lets something be that asked for a look. Needs the analyst role.</summary>
    /// <param name="lookId">Its id.</param>
    /// <param name="reason">Why it may be so.</param>
    /// <param name="key">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<DecisionRecorded> DismissLookAsync(string lookId, string reason, string? key = null, CancellationToken cancellation = default) =>
        calls.PostAsync<DecisionRecorded>(new Query($"api/reviews/{Segment(lookId)}/dismiss"), new { reason }, key, null, cancellation);
}
