using System.Globalization;
using JasperFx.Events;
using Territory.Contracts;
using Territory.Ledger.Actors;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>From a recorded succession to the public promise: a pure function of the event and the pack's names.</summary>
public static class PublishingSuccessions
{
    /// <summary>The CloudEvent; null for an event that is no succession.</summary>
    public static CloudEvent? Publish(Theatre theatre, IEvent stored, long previousPosition)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Data is not ActorSucceeded e) return null;
        var position = Text(stored.Sequence);
        return new CloudEvent(stored.Id.ToString(), $"/theatres/{theatre.Id}", EventTypes.Succeeded, e.From, stored.Timestamp, position, Text(previousPosition), Describe(theatre, e, position));
    }

    private static ActorSuccession Describe(Theatre theatre, ActorSucceeded e, string position)
    {
        var (from, to) = (theatre.FindActor(e.From), theatre.FindActor(e.To));
        // A later pack may have lost an actor: its code is a name too.
        var (fromName, fromNameAr, toName, toNameAr) = (from?.Field ?? e.From, from?.FieldAr ?? e.From, to?.Field ?? e.To, to?.FieldAr ?? e.To);
        return new ActorSuccession(
            e.SuccessionId, position, e.From, fromName, fromNameAr, e.To, toName, toNameAr, e.On, LocalTime.StartOf(e.On, theatre.Zone), e.Source, e.RecordedBy,
            $"{fromName} goes on as {toName}", $"خلَف {fromNameAr}: {toNameAr}");
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
