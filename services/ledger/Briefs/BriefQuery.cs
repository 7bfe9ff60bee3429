using System.Globalization;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Settings;
using Territory.Ledger.Control;
using Territory.Ledger.Knowledge;
using Territory.Theatres;

namespace Territory.Ledger.Briefs;

/// <summary>Gathers a brief; every part of it is as of the same position.</summary>
public sealed class BriefQuery(LedgerStore store, KnowledgeQuery knowledge, ControlQuery control, TerritorySettings settings)
{
    /// <summary>What one page holds, of what was learned and of what nobody looked at.</summary>
    private const int Most = 1000;
    private const int MostUnobserved = 100;

    /// <param name="theatre">The theatre.</param>
    /// <param name="span">From where to where.</param>
    /// <param name="unobservedDays">What nobody confirmed for so many days is listed.</param>
    /// <param name="named">Restricted sources by their names.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Brief> ReadAsync(Theatre theatre, Knowledge.Span span, int unobservedDays, bool named, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(span);
        var newest = await knowledge.ReadAsync(new(theatre, span, null, null, null, TimeSpan.FromHours(KnowledgeApi.LateAfterHours), Descending: true, null, Most), cancellation);
        var learned = newest.Take(Most).Reverse().ToArray();
        var picture = await control.AskAsync(new(theatre, span.UntilTime, new(null, span.Until), null), cancellation);
        var day = LocalTime.DayOf(picture.At, theatre.Zone);
        var areas = theatre.Areas.OrderBy(a => a.Code, StringComparer.Ordinal).Select(a => AreaControl.Of(a, picture, day)).ToArray();
        var unobserved = Unobserved(areas, span.UntilTime.AddDays(-unobservedDays)).ToArray();
        var sources = await SourcesCited.ReadAsync(store, theatre, span, named ? null : name => Pseudonym.Of(settings.AdminKey, name), cancellation);
        return new(
            theatre.Id, theatre.Name, theatre.NameAr, span.Begins, span.UntilTime,
            [.. learned.Where(i => i.Kind is KnowledgeKind.New or KnowledgeKind.Late)], [.. learned.Where(i => i.Kind is KnowledgeKind.Corrected or KnowledgeKind.Retracted)], [.. learned.Where(i => i.Kind is KnowledgeKind.Succeeded or KnowledgeKind.SuccessionRetracted)],
            [.. areas.Where(a => a is { Status: ControlStatus.Contested, Inherited: false })], unobservedDays, [.. unobserved.Take(MostUnobserved)], sources,
            newest.Count > Most || unobserved.Length > MostUnobserved, learned.Any(i => i.Demonstration) || areas.Any(a => a.Demonstration) || sources.Any(s => s.Demonstration),
            span.Until.ToString(CultureInfo.InvariantCulture), span.Settled,
            span.Settled ? Checksum.Of(theatre.Id, picture.At, areas.Where(a => a.Level == AreaLevel.Governorate)) : null, theatre.PackVersion, theatre.Disclaimer, theatre.DisclaimerAr, theatre.Licence);
    }

    /// <summary>What follows from an area above is looked at there.</summary>
    private static IEnumerable<AreaControl> Unobserved(IEnumerable<AreaControl> areas, DateTimeOffset since) =>
        areas.Where(a => a is { Status: not ControlStatus.Unknown, Inherited: false } && (a.LastObservedAt is null || a.LastObservedAt < since)).OrderBy(a => a.LastObservedAt ?? DateTimeOffset.MinValue).ThenBy(a => a.Area, StringComparer.Ordinal);
}
