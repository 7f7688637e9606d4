"""From a row to the message that leaves the process, by the type of each field.

Belongs here: conversion that holds for every model.  Nothing here names one.
"""
