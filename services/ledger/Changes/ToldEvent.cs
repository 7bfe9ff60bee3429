using System.Text.Json;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>An event of the public log as it was told, with the theatre that gives its codes their names.</summary>
/// <param name="Json">The CloudEvent, byte for byte as told.</param>
public sealed record ToldEvent(Theatre Theatre, long Position, string Json)
{
    /// <summary>Read when first asked for: lines are passed on unread.</summary>
    public CloudEvent Event => field ??= JsonSerializer.Deserialize<CloudEvent>(Json, ContractJson.Options)!;

    /// <summary>What changed in an area; null for the succession of an actor.</summary>
    public ControlChange? Change => Event.Type == EventTypes.Succeeded ? null : Event.Data;

    public string? From => Change?.From;
    public string? To => Change?.To;
    public string? EffectiveAt => Change?.EffectiveAt;
    public DateTimeOffset? EffectiveFrom => Change?.EffectiveFrom;
    public string? Reason => Change?.Reason;
    public string? Summary => Event.Data?.Summary;
    public string? SummaryAr => Event.Data?.SummaryAr;

    /// <summary>The area of a level that the change lies in.</summary>
    public Area? AreaOf(AreaLevel level) => Change?.Path.Select(Theatre.FindArea).FirstOrDefault(a => a?.Level == level);
}
