namespace Territory.Client;

/// <content>The ledger's own log. It needs the operator role.</content>
public sealed partial class TerritoryClient
{
    /// <summary>A page of the log as it was written: what every answer is folded from.</summary>
    public Task<Page<LogEvent>> EventsAsync(EventsQuestion? question = null, CancellationToken cancellation = default)
    {
        var asked = question ?? new();
        return calls.GetAsync<Page<LogEvent>>(
            new Query("api/events").With("theatre", options.Theatre).With("area", asked.Area).With("type", asked.Type).With("since", asked.Since).With("until", asked.Until)
                .With("order", asked.NewestFirst ? "desc" : null).With("after", asked.After).With("limit", asked.Limit), cancellation);
    }
}
