using System.Globalization;
using JasperFx.Events;
using Territory.Contracts;
using Territory.Ledger.Actors;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>From a recorded succession to the public promise: a pure function of the event and the pack's names.</summary>
public static class PublishingSuccessions
{
    /// <summary>The CloudEvent; null for an event that is neither a succession nor its retraction.</summary>
    public static CloudEvent? Publish(Theatre theatre, IEvent stored, long previousPosition)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        ArgumentNullException.ThrowIfNull(stored);
        var position = Text(stored.Sequence);
        return stored.Data switch
        {
            ActorSucceeded e => Wrap(EventTypes.Succeeded, Describe(theatre, e, position)),
            ActorSuccessionRetracted e => Wrap(EventTypes.SuccessionRetracted, Describe(theatre, e, position)),
            _ => null,
        };

        CloudEvent Wrap(string type, ActorSuccession told) => new(stored.Id.ToString(), $"/theatres/{theatre.Id}", type, told.From, stored.Timestamp, position, Text(previousPosition), told);
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

    private static ActorSuccession Describe(Theatre theatre, ActorSuccessionRetracted e, string position)
    {
        var wrong = Describe(theatre, new ActorSucceeded(e.Theatre, e.RetractionId, e.From, e.To, e.On, e.Reason, e.RetractedBy), position);
        return wrong with { Replaces = e.SuccessionId, Summary = "Retracted: " + wrong.Summary, SummaryAr = "سحب: " + wrong.SummaryAr };
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
