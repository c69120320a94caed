import { describe, it } from "vitest";

import { isExempt, isThisMachine } from "./no-proxy.ts";

describe("isExempt", () => {
  it.for([
    { noProxy: "a.test", name: "a.test", exempt: true, why: "the name itself" },
    { noProxy: "a.test", name: "b.a.test", exempt: true, why: "what ends in it" },
    { noProxy: "a.test", name: "ba.test", exempt: false, why: "only at a dot" },
    { noProxy: ".a.test", name: "a.test", exempt: true, why: "a leading dot is nothing" },
    { noProxy: "*.a.test", name: "b.a.test", exempt: true, why: "as many write it" },
    { noProxy: "A.TEST", name: "a.test", exempt: true, why: "names have no case" },
    { noProxy: "a.test.", name: "a.test", exempt: true, why: "a final dot there" },
    { noProxy: "a.test", name: "a.test.", exempt: true, why: "a final dot here" },
    { noProxy: "bücher.test", name: "xn--bcher-kva.test", exempt: true, why: "one name" },
    { noProxy: "a.test:443", name: "a.test", exempt: true, why: "its port" },
    { noProxy: "a.test:80", name: "a.test", exempt: false, why: "another port" },
    { noProxy: "*", name: "a.test", exempt: true, why: "everything" },
    { noProxy: "b.test, *", name: "a.test", exempt: true, why: "everything, in a list" },
    { noProxy: "b.test a.test", name: "a.test", exempt: true, why: "white space separates" },
    { noProxy: "b.test,,a.test,", name: "a.test", exempt: true, why: "nothing between commas" },
    { noProxy: "", name: "a.test", exempt: false, why: "nothing" },
    { noProxy: ",. ,", name: "a.test", exempt: false, why: "no name at all" },
    { noProxy: "a.test.example", name: "a.test", exempt: false, why: "a longer name" },
    { noProxy: "a.test/8", name: "a.test", exempt: false, why: "a name is no network" },
    { noProxy: "http://a.test", name: "a.test", exempt: false, why: "an address of the web" },
    { noProxy: "10.1.2.3", name: "10.1.2.3", exempt: true, why: "an address" },
    { noProxy: "2.3", name: "10.1.2.3", exempt: false, why: "an address is no suffix" },
    { noProxy: "10.1.2.3:443", name: "10.1.2.3", exempt: true, why: "an address, its port" },
    { noProxy: "10.0.0.0/8", name: "10.1.2.3", exempt: true, why: "a network" },
    { noProxy: "10.1.0.0/15", name: "10.2.0.1", exempt: false, why: "another network" },
    { noProxy: "10.1.2.3/32", name: "10.1.2.4", exempt: false, why: "a network of one" },
    { noProxy: "0.0.0.0/0", name: "10.1.2.3", exempt: true, why: "every address" },
    { noProxy: "0.0.0.0/0", name: "a.test", exempt: false, why: "no name is looked up" },
    { noProxy: "10.0.0.0/99", name: "10.0.0.0", exempt: false, why: "no network" },
    { noProxy: "fd00::1", name: "[fd00::1]", exempt: true, why: "IPv6 without brackets" },
    { noProxy: "[fd00::1]", name: "[fd00::1]", exempt: true, why: "IPv6 with brackets" },
    { noProxy: "FD00:0:0::1", name: "[fd00::1]", exempt: true, why: "IPv6 spelt otherwise" },
    { noProxy: "[fd00::1]:443", name: "[fd00::1]", exempt: true, why: "IPv6 and its port" },
    { noProxy: "[fd00::1]:80", name: "[fd00::1]", exempt: false, why: "IPv6, another port" },
    { noProxy: "fd00::/8", name: "[fd12:3::1]", exempt: true, why: "a network of IPv6" },
    { noProxy: "[fd00::]/8", name: "[fe80::1]", exempt: false, why: "another one" },
    { noProxy: "10.0.0.0/8", name: "[a00::]", exempt: false, why: "the other family" },
  ])("$noProxy and $name: $exempt, $why", ({ noProxy, name, exempt }, { expect }) => {
    expect(isExempt({ name, port: 443 }, noProxy)).toBe(exempt);
  });
});

describe("isThisMachine", () => {
  it.for([
    { name: "localhost", is: true },
    { name: "LOCALHOST.", is: true },
    { name: "127.0.0.1", is: true },
    { name: "127.9.9.9", is: true },
    { name: "0.0.0.0", is: true },
    { name: "[::1]", is: true },
    { name: "[0:0:0:0:0:0:0:1]", is: true },
    { name: "[::]", is: true },
    { name: "[::ffff:127.0.0.1]", is: true },
    { name: "[::ffff:7f00:1]", is: true },
    { name: "[::ffff:0.0.0.0]", is: true },
    { name: "[::ffff:128.0.0.1]", is: false },
    { name: "[::2]", is: false },
    { name: "a.localhost", is: true },
    { name: "notlocalhost", is: false },
    { name: "128.0.0.1", is: false },
    { name: "localhost.test", is: false },
    { name: "127.0.0.1.test", is: false },
    { name: "my-machine", is: false },
  ])("$name: $is", ({ name, is }, { expect }) => {
    expect(isThisMachine(name)).toBe(is);
  });
});
