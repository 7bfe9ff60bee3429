using System.Globalization;
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
    public ControlChange? Change => Event.Data as ControlChange;
    /// <summary>Who goes on as whom; null for a change in an area.</summary>
    public ActorSuccession? Succession => Event.Data as ActorSuccession;

    public string? From => Change?.From ?? Succession?.From;
    public string? To => Change?.To ?? Succession?.To;
    public string? EffectiveAt => Change?.EffectiveAt ?? Succession?.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    public DateTimeOffset? EffectiveFrom => Change?.EffectiveFrom ?? Succession?.EffectiveFrom;
    public string? Reason => Change?.Reason ?? Succession?.Reason;
    public string Summary => Event.Data.Summary;
    public string SummaryAr => Event.Data.SummaryAr;

    /// <summary>The area of a level that the change lies in.</summary>
    public Area? AreaOf(AreaLevel level) => Change?.Path.Select(Theatre.FindArea).FirstOrDefault(a => a?.Level == level);
}
