using Microsoft.AspNetCore.Http;

namespace Territory.Hosting.Http;

/// <summary>Why a person's request is refused, as a value that a pure decision can return.</summary>
/// <param name="Why">Which kind of refusal.</param>
/// <param name="Field">Which member of the request.</param>
/// <param name="Found">What stood there or stands in the record.</param>
/// <param name="Expected">What would be right, and what to do.</param>
public sealed record Obstacle(Why Why, string Field, string? Found, string Expected)
{
    /// <summary>The refusal over HTTP: 404, 409, 412 or 422.</summary>
    public IResult Answer()
    {
        var error = new FieldError(Field, FieldError.Shorten(Found), Expected);
        return Why switch
        {
            Why.NotFound => Refusal.NotFound(error),
            Why.State => Refusal.Conflict($"'{error.Field}' is '{error.Found}'; expected {error.Expected}.", error),
            Why.Version => Refusal.Of(StatusCodes.Status412PreconditionFailed, "It has changed since", $"'{error.Field}' is '{error.Found}'; expected {error.Expected}.", [error]),
            _ => Refusal.Meaning(error),
        };
    }
}

/// <summary>The kinds of refusal: nothing of that id, a state that does not allow it, another version, no sense in it.</summary>
public enum Why { NotFound, State, Version, Meaning }
