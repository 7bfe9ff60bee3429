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
}
