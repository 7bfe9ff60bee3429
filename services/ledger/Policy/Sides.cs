using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>How actors stand to each other by the pack's parents.</summary>
internal static class Sides
{
    /// <summary>One is the other, or its parent.</summary>
    public static bool SameSide(this Theatre theatre, string one, string other) => one == other || IsBelow(theatre, one, other) || IsBelow(theatre, other, one);

    /// <summary>The actor is the other or a child of it, however deep.</summary>
    public static bool IsBelow(this Theatre theatre, string actor, string above)
    {
        for (var code = (string?)actor; code is not null; code = theatre.FindActor(code)?.Parent)
            if (code == above) return true;
        return false;
    }

    /// <summary>The actor at the head of the actor's side.</summary>
    public static string TopOf(this Theatre theatre, string actor) => theatre.FindActor(actor)?.Parent is { } parent ? theatre.TopOf(parent) : actor;
}
