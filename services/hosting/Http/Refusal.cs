using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Territory.Hosting.Http;

/// <summary>One thing wrong with a request: where, what was found, and what would be right.</summary>
/// <param name="Field">Name of the query parameter, header or JSON member (<c>claims[0].area</c>).</param>
/// <param name="Found">What stood there, shortened; null when nothing did.</param>
/// <param name="Expected">What would be right, with an example.</param>
public sealed record FieldError(string Field, string? Found, string Expected)
{
    /// <summary>Long or secret input is not echoed whole.</summary>
    public static string? Shorten(string? found) => found is { Length: > 80 } ? found[..80] + "…" : found;
}

/// <summary>RFC 9457 answers with <c>errors</c> that name the field. A refusal is a value, never an exception.</summary>
public static class Refusal
{
    public static IResult BadRequest(params IReadOnlyList<FieldError> errors) => Of(StatusCodes.Status400BadRequest, "The request is not well formed", Sentence(errors), errors);

    public static IResult Meaning(params IReadOnlyList<FieldError> errors) => Of(StatusCodes.Status422UnprocessableEntity, "The request is understood but cannot be right", Sentence(errors), errors);

    public static IResult NotFound(string field, string? found, string expected) => NotFound(new FieldError(field, found, expected));

    public static IResult NotFound(FieldError error) => Of(StatusCodes.Status404NotFound, "There is no such thing", Sentence([error]), [error]);

    public static IResult Conflict(string detail, params IReadOnlyList<FieldError> errors) => Of(StatusCodes.Status409Conflict, "The state does not allow this now", detail, errors);

    public static IResult TooLarge(string field, string found, string expected) =>
        Of(StatusCodes.Status413PayloadTooLarge, "The request is too large", $"'{field}' has {found}; expected {expected}.", [new(field, found, expected)]);

    public static IResult MediaType(string? found, string expected) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "The media type is not understood", $"Found {found ?? "no Content-Type"}; expected {expected}.", [new("Content-Type", found, expected)]);

    public static IResult Of(int status, string title, string detail, IReadOnlyList<FieldError> errors) => Results.Problem(Problem(status, title, detail, errors));

    internal static ProblemDetails Problem(int status, string title, string detail, IReadOnlyList<FieldError> errors) => new()
    {
        Type = $"https://www.rfc-editor.org/rfc/rfc9110#status.{status}",
        Status = status,
        Title = title,
        Detail = detail,
        Extensions = { ["errors"] = errors },
    };

    private static string Sentence(IReadOnlyList<FieldError> errors) =>
        string.Join(" ", errors.Select(e => e.Found is null ? $"'{e.Field}' is missing; expected {e.Expected}." : $"'{e.Field}' is '{e.Found}'; expected {e.Expected}."));
}
