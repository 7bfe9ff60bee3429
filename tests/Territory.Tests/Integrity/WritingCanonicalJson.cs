using System.Text;
using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Integrity;

public sealed class WritingCanonicalJson
{
    [Theory]
    [InlineData("""{ "b": 1, "a": [true, null, false] }""", """{"a":[true,null,false],"b":1}""")]
    [InlineData("""{"é":1,"e":2,"E":3,"":4}""", """{"":4,"E":3,"e":2,"é":1}""")]
    [InlineData("""{"text":"درعا\/\u0041\u00e9"}""", """{"text":"درعا/Aé"}""")]
    [InlineData(""" ["\u0000\u001f\b\t\n\f\r\"\\\u007f"] """, "[\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\\u007f\"]")]
    [InlineData("""{"\u0062\"":[],"a":{}, "n" : [ 10 , -1, "x" ] }""", """{"a":{},"b\"":[],"n":[10,-1,"x"]}""")]
    [InlineData("""{"\ufb33":2,"\ud83d\ude00":1}""", "{\"\U0001F600\":1,\"\ufb33\":2}")]
    public void members_are_sorted_and_texts_escaped_one_way(string json, string canonical) => Encoding.UTF8.GetString(CanonicalJson.Of(json)).ShouldBe(canonical);

    // Pairs that appendix B of RFC 8785 lists, and some at the edges of the notations.
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("-7", "-7")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("12345678901234567890", "12345678901234567000")]
    [InlineData("1.0", "1")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("1e23", "1e+23")]
    [InlineData("333333333.3333332", "333333333.3333332")]
    [InlineData("0.1", "0.1")]
    public void numbers_are_those_of_ecmascript(string number, string canonical) => Encoding.UTF8.GetString(CanonicalJson.Of(number)).ShouldBe(canonical);
}
