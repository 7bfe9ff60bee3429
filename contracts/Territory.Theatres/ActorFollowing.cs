namespace Territory.Theatres;

/// <summary>How actors hang together.</summary>
public static class ActorFollowing
{
    /// <summary>The actor, its children and its successors, and theirs: what a filter on it means.</summary>
    public static IReadOnlySet<string> Following(this Theatre theatre, string actor)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        var found = new HashSet<string> { theatre.FindActor(actor)?.Code ?? actor };
        for (var before = 0; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(theatre.Actors.Where(a => a.Parent is { } parent && found.Contains(parent)).Select(a => a.Code));
            found.UnionWith(theatre.Successions.Where(s => found.Contains(s.From)).Select(s => s.To));
        }
        return found;
    }

    /// <summary>Whether an actor goes on as another one at some time.</summary>
    public static bool GoesOn(this Theatre theatre, string actor)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        foreach (var succession in theatre.Successions)
            if (succession.From == actor) return true;
        return false;
    }

    /// <summary>Who an actor is on a local day: itself, or whoever it had become by then.</summary>
    public static string OnDay(this Theatre theatre, string actor, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(theatre);
        // At most once round: the conformance checks refuse a cycle, a pack that skipped them must not hang us.
        for (var steps = 0; steps < theatre.Successions.Count; steps++)
        {
            if (theatre.Successions.FirstOrDefault(s => s.From == actor && s.On <= day) is not { } succession) break;
            actor = succession.To;
        }
        return actor;
    }
}
